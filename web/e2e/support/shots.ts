// The pages that are kept in docs/screenshots, and what has to be made first so that they show something.
import type { Interest, Listing, Match } from '@exchange/contracts';
import { aDraft, aListing, aPublished, aSubmitted } from './content.ts';
import { call, expectMail, linkIn } from './exchange.ts';
import { aColleague, aMember, signedIn, type Member } from './people.ts';

export const demonstration = { email: 'funder@example.org', password: 'demonstration' };

export type Who = 'nobody' | 'newcomer' | 'innovator' | 'funder' | 'staff';
export interface Shot {
  name: string;
  who: Who;
  path: string;
}
type Items<T> = { items: T[] };

/** The listing whose page shows every part that a page has. */
const whole = aListing({
  title: 'Doorstep opticians: sight tests in the places where people already are',
  summary: 'A van, an optician and a volunteer who stays for tea. People over 75 leave with glasses ordered.',
  whatIsDifferent: 'It goes where people are, and it does not end with the prescription.',
  serviceAreas: ['health_social_care.low_vision', 'health_social_care.home_care'],
  regions: ['TLC', 'TLD'],
  localAuthorities: ['E08000037'],
  couldWorkIn: ['TLE', 'TLM'],
  peopleHelpedPerYear: 1240,
  costPerPerson: 86,
  startedOn: '2019-05',
  replicationTerms: 'licence',
  links: [{ label: 'How a day goes', url: 'https://example.org/a-day-with-the-van' }],
  evidenceLevel: 2,
  evidenceAnswers: ['described', 'measured'],
  evidence: [
    {
      kind: 'evaluation',
      title: 'Two years of doorstep sight tests',
      year: 2024,
      sampleSize: 412,
      finding: 'Falls in the six months after were a third fewer than in the six months before.',
      comparisonGroup: false,
      author: 'A university',
    },
  ],
  outcomes: [
    {
      name: 'Falls in a year, for 100 people',
      unit: 'falls',
      ours: 23,
      existing: 34,
      better: 'lower',
      source: 'Table 3',
    },
    { name: 'Wear their glasses after a month', unit: '%', ours: 91 },
  ],
  asks: [
    { kind: 'contract', valueMin: 50_000, valueMax: 200_000, minTermMonths: 36, routes: ['direct'], regions: ['TLC'] },
    {
      kind: 'investment',
      amountMin: 50_000,
      amountMax: 120_000,
      instruments: ['grant', 'loan'],
      purpose: 'A second van.',
    },
    { kind: 'research', question: 'Do fewer people go into care homes?', designs: ['quasi_experimental'] },
    { kind: 'peers', topic: 'Health checks in places of worship.' },
  ],
});

const publicShots = (listing: Listing): Shot[] => [
  { name: 'home', who: 'nobody', path: '/' },
  { name: 'search', who: 'nobody', path: '/listings?q=low+visoin&stage=pilot&stage=scale' },
  { name: 'search-map', who: 'nobody', path: '/listings?view=map' },
  { name: 'search-nothing', who: 'nobody', path: '/listings?q=zzqxjjwv' },
  { name: 'listing', who: 'nobody', path: `/listings/${listing.slug ?? ''}` },
  {
    name: 'compare',
    who: 'nobody',
    path: `/compare?id=${listing.slug ?? ''}&id=nvda-a-free-screen-reader-for-windows`,
  },
  { name: 'organisation', who: 'nobody', path: '/organisations/sight-service' },
  { name: 'about', who: 'nobody', path: '/about' },
  { name: 'accessibility', who: 'nobody', path: '/accessibility' },
  { name: 'privacy', who: 'nobody', path: '/privacy' },
  { name: 'unmet-demand', who: 'nobody', path: '/unmet-demand' },
  { name: 'sign-in', who: 'nobody', path: '/login' },
  { name: 'register', who: 'nobody', path: '/register' },
  { name: 'forgot-password', who: 'nobody', path: '/forgot-password' },
  { name: 'mailbox', who: 'nobody', path: `/dev/mailbox?to=${demonstration.email}` },
  { name: 'not-found', who: 'nobody', path: '/nothing-here' },
];

/** A listing from its first line to its history, and what its organisation sees. */
async function innovatorShots(owner: Member, listing: Listing): Promise<Shot[]> {
  const draft = await aDraft(owner, { title: 'Window gardens', summary: 'Raised beds on wheels.', stage: 'pilot' });
  const complete = await aDraft(owner, { ...whole, title: 'A gardener at the window, every Tuesday' });
  const own = `/organisations/${owner.organisation.slug}`;
  const at = (id: string, part = '') => `/listings/${id}/edit${part}`;
  const sections = ['about', 'how-it-works', 'who-and-where', 'stage-and-evidence', 'outcomes', 'asks', 'pictures'];
  return [
    { name: 'task-list', who: 'innovator', path: at(draft.id) },
    ...sections.map((part): Shot => ({ name: `section-${part}`, who: 'innovator', path: at(complete.id, `/${part}`) })),
    { name: 'check', who: 'innovator', path: at(complete.id, '/check') },
    { name: 'check-incomplete', who: 'innovator', path: at(draft.id, '/check') },
    { name: 'preview', who: 'innovator', path: `/listings/${complete.id}/preview` },
    { name: 'manage', who: 'innovator', path: at(listing.id) },
    { name: 'history', who: 'innovator', path: `/listings/${listing.id}/history` },
    { name: 'own-listings', who: 'innovator', path: `${own}/listings` },
    { name: 'members', who: 'innovator', path: `${own}/members` },
    { name: 'shared', who: 'innovator', path: `${own}/shared` },
    { name: 'keys', who: 'innovator', path: `${own}/keys` },
    { name: 'fits', who: 'innovator', path: '/matches/fits' },
    { name: 'new-listing', who: 'innovator', path: '/listings/new' },
    { name: 'account', who: 'innovator', path: '/account' },
    { name: 'mail-choices', who: 'innovator', path: '/account/mail' },
    { name: 'notifications', who: 'innovator', path: '/notifications' },
  ];
}

async function funderShots(): Promise<Shot[]> {
  const token = await signedIn(demonstration);
  const [interest] = (await call<Items<Interest>>('GET', '/interests?organisation=nesta', { token })).items;
  const [match] = (await call<Items<Match>>('GET', '/matches?organisation=nesta', { token })).items;
  const mail = await expectMail(demonstration.email, 'Why it fits');
  const list = await call<{ id: string }>('POST', '/shortlists', {
    token,
    body: { organisationId: interest?.organisationId, name: 'Sight, spring round' },
  });
  const body = { listingId: match?.listing.id, note: 'Ask about the second van.' };
  await call('POST', `/shortlists/${list.id}/items`, { token, body });
  const address = new URL(linkIn(mail, '/unsubscribe'));
  return [
    { name: 'interests', who: 'funder', path: '/interests' },
    { name: 'interest-new', who: 'funder', path: '/interests/new' },
    { name: 'interest-edit', who: 'funder', path: `/interests/${interest?.id ?? ''}/edit` },
    { name: 'matches', who: 'funder', path: '/matches' },
    { name: 'match', who: 'funder', path: `/matches/${match?.id ?? ''}` },
    { name: 'shortlists', who: 'funder', path: '/shortlists' },
    { name: 'shortlist', who: 'funder', path: `/shortlists/${list.id}` },
    { name: 'funder-notifications', who: 'funder', path: '/notifications' },
    { name: 'match-mail', who: 'nobody', path: `/dev/mailbox/${mail.id}` },
    { name: 'unsubscribe', who: 'nobody', path: address.pathname + address.search },
  ];
}

const staffShots = (waiting: Listing): Shot[] => [
  { name: 'review', who: 'staff', path: `/staff/review/${waiting.id}` },
  ...[
    'review',
    'reviewers',
    'organisations',
    'emails',
    'emails/kinds',
    'emails/suppressed',
    'jobs',
    'searches',
    'synonyms',
  ].map((page): Shot => ({ name: `staff-${page.replace('/', '-')}`, who: 'staff', path: `/staff/${page}` })),
];

/** Fills what the demonstration leaves empty, and lists the pages to take. */
export async function shotsOf(): Promise<{ shots: Shot[]; innovator: Member }> {
  const innovator = await aMember('innovator', { name: 'Tyneside Doorstep Opticians' });
  await aColleague(innovator, 'viewer');
  const listing = await aPublished(innovator, whole);
  await call('PATCH', `/listings/${listing.id}`, {
    token: innovator.token,
    body: { version: listing.version, summary: 'A van, an optician and a volunteer who stays for tea and a talk.' },
  });
  await aSubmitted(innovator, aListing({ title: 'Seeds by post, with a letter from a neighbour' }));
  const longest = 'A title as long as a title may be, so that one sees how it breaks over lines on a telephone now';
  const waiting = await aSubmitted(innovator, { ...whole, title: longest });
  const shots = [
    ...publicShots(listing),
    { name: 'welcome', who: 'newcomer' as const, path: '/account' },
    { name: 'new-organisation', who: 'newcomer' as const, path: '/organisations/new' },
    ...(await innovatorShots(innovator, listing)),
    ...(await funderShots()),
    ...staffShots(waiting),
  ];
  return { shots, innovator };
}
