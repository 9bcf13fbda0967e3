// Every kind of message says what it must, in both parts; what people typed is escaped, and never reaches a header line of its own.
import { emailKinds, type EmailKind } from '@exchange/contracts';
import { describe, expect, it } from 'vitest';
import { createRenderer, type Mail } from './render.ts';
import { aDigest, aMatch, anInterest, anItem } from './testing.ts';

const { render } = createRenderer({ webUrl: 'https://exchange.example.org', apiUrl: 'https://api.example.org' });
const WEB = 'https://exchange.example.org';
const EVIL = 'A <script>alert(1)</script> &\r\nBcc: everybody@example.org';

/** Each kind, with what both of its parts must hold; each with something evil where people type. */
const kinds: { [K in EmailKind]: { mail: Extract<Mail, { kind: K }>; subject: RegExp; both: string[] } } = {
  verify_email: {
    mail: { kind: 'verify_email', data: { name: EVIL, token: 'a+b' } },
    subject: /^Confirm your email address$/,
    both: [`${WEB}/verify-email?token=a%2Bb`, 'within 24 hours', 'If it was not you'],
  },
  already_registered: {
    mail: { kind: 'already_registered', data: { name: EVIL } },
    subject: /^You already have an account$/,
    both: [`${WEB}/login`, `${WEB}/forgot-password`, 'nothing has changed'],
  },
  reset_password: {
    mail: { kind: 'reset_password', data: { name: EVIL, token: 'a+b' } },
    subject: /^Choose a new password$/,
    both: [`${WEB}/reset-password?token=a%2Bb`, 'within an hour', 'your password stays as it is'],
  },
  security_notice: {
    mail: {
      kind: 'security_notice',
      data: { name: EVIL, what: 'recovery_code_used', at: '2026-07-01T11:30:00.000Z', codesLeft: 1 },
    },
    subject: /^A recovery code was used$/,
    both: [
      `${WEB}/forgot-password`,
      '1 July 2026 at 12:30, London time',
      '1 of your recovery codes is left',
      'If it was not you',
    ],
  },
  invitation: {
    mail: { kind: 'invitation', data: { organisationName: EVIL, invitedBy: 'Ida', role: 'editor', token: 't' } },
    subject: /^Join A <script>alert\(1\)<\/script> & Bcc:… on the Innovation Exchange$/,
    both: [`${WEB}/invitations?token=t`, 'Ida asks you to join', 'As editor you may read and write'],
  },
  listing_published: {
    mail: {
      kind: 'listing_published',
      data: { title: EVIL, slug: 's', organisationName: 'Gateshead Sight', matches: 3 },
    },
    subject: /^Published: A <script>/,
    both: [`${WEB}/listings/s`, '3 interests', 'you write for Gateshead Sight'],
  },
  listing_untouched: {
    mail: {
      kind: 'listing_untouched',
      data: { listingId: 'id', title: 'Talking newspapers', organisationName: EVIL, isPaused: false },
    },
    subject: /^Is it still right\? Talking newspapers$/,
    both: [`${WEB}/listings/id/edit`, 'Does what it says still hold?', 'paused after nine months'],
  },
  listing_transfer: {
    mail: {
      kind: 'listing_transfer',
      data: {
        step: 'asked',
        title: 'One team',
        from: EVIL,
        to: 'Tyne Eye Care',
        receiver: { name: 'Tyne Eye Care', slug: 'tyne' },
        by: 'Ida',
        note: 'You run it already.',
        until: '25 December 2026',
      },
    },
    subject: /^A <script>.* asks you to take over: One team$/,
    both: [`${WEB}/organisations/tyne/shared`, 'They say: You run it already.', 'accept until 25 December 2026'],
  },
  listing_partner: {
    mail: {
      kind: 'listing_partner',
      data: {
        step: 'asked',
        listingId: 'id',
        title: EVIL,
        organisation: 'Gateshead Sight',
        partner: 'Tyne Eye Care',
        receiver: { name: 'Tyne Eye Care', slug: 'tyne' },
        by: 'Ida',
      },
    },
    subject: /^Gateshead Sight asks you to write with them: A <script>/,
    both: [`${WEB}/organisations/tyne/shared`, 'Ida of Gateshead Sight asks Tyne Eye Care', 'Either side can end it'],
  },
  changes_requested: {
    mail: {
      kind: 'changes_requested',
      data: {
        listingId: 'id',
        title: 'One team',
        organisationName: 'Gateshead Sight',
        note: `Say how many.\n\n${EVIL}`,
      },
    },
    subject: /^Changes asked for: One team$/,
    both: [`${WEB}/listings/id/edit`, 'Say how many.', 'Nothing you wrote is lost'],
  },
  review_decided: {
    mail: {
      kind: 'review_decided',
      data: {
        what: 'evidence_reviewed',
        listingId: 'id',
        slug: 's',
        title: 'One team',
        organisationName: 'Gateshead Sight',
        note: `A fair study.\n\n${EVIL}`,
        level: 2,
        nextStep: 'Compare with people who wait.',
      },
    },
    subject: /^Its evidence was reviewed, level 2: One team$/,
    both: [`${WEB}/listings/s`, 'A fair study.', 'Compare with people who wait.', 'beside your own assessment'],
  },
  match: {
    mail: aMatch(anItem({ title: EVIL }), EVIL) as Extract<Mail, { kind: 'match' }>,
    subject: /^A <script>alert\(1\)<\/script> & Bcc:… fits ‘Sight loss in the North East’$/,
    both: [
      `${WEB}/listings/one-team-for-low-vision`,
      `${WEB}/matches/019abc00-0000-7000-8000-000000000003`,
      `${WEB}/not-for-me?token=one%2Btoken&match=019abc00-0000-7000-8000-000000000003`,
      `${WEB}/unsubscribe?token=one%2Btoken`,
      `${WEB}/unsubscribe?token=all`,
      'Gateshead Sight (✓ verified)',
      'Seeks a contract: £90,000 or more a year, for 2 years or longer',
      'Seeks investment: £50,000–£120,000',
      'Seeks research: amount not stated',
      'Seeks peers to learn with',
      'Works in North East and Yorkshire and The Humber',
      'Stage: pilot',
      'Evidence: 2 of 5 (correlation), reviewed',
      'Published 15 July 2026',
      'Why it fits ‘Sight loss in the North East’',
      'you invest £25,000–£250,000',
      'Its evidence has not been reviewed yet',
      'You get this because you asked to hear at once',
    ],
  },
  digest: {
    mail: aDigest({
      items: [
        anItem({ title: EVIL }),
        anItem(
          { title: 'Early talk', slug: 'early-talk', national: true },
          anInterest({ interestName: 'Children who speak late' }),
        ),
      ],
      more: 2,
    }) as Extract<Mail, { kind: 'digest' }>,
    subject: /^4 new listings fit your interests$/,
    both: [
      `${WEB}/listings/early-talk`,
      'Works in the whole UK',
      '4 new listings fit your interests',
      '2 more fit: see all your matches.',
      `${WEB}/matches`,
      `${WEB}/unsubscribe?token=all`,
      'one daily mail',
    ],
  },
};

/** The words of an HTML part as a reader sees them, with the addresses of its links. */
const seen = (html: string) =>
  html
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/href="([^"]*)"/g, '>$1<')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');
const flat = (text: string) => text.replace(/\s+/g, ' ');

describe.each(emailKinds)('%s', (kind) => {
  const { mail, subject, both } = kinds[kind];

  it('says what it must, in both parts', async () => {
    const { html, text, ...rendered } = await render(mail);
    expect(rendered.subject).toMatch(subject);
    for (const words of both) {
      expect(seen(html)).toContain(words);
      expect(flat(text)).toContain(words);
    }
    expect(seen(html)).toContain('You get this because');
    expect(text).toContain('You get this because');
  });

  it('lets nothing that was typed become markup, a header or an image', async () => {
    const { html, text, subject: line } = await render(mail);
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;script&gt;');
    expect(line).not.toMatch(/[\r\n]/);
    expect(text).not.toMatch(/^Bcc:/m);
    expect(html).not.toContain('{{');
  });

  it('is readable: a language, both colour schemes, and lines of a text that fit', async () => {
    const { html, text } = await render(mail);
    expect(html).toContain('<html lang="en-GB"');
    expect(html).toContain('<meta name="color-scheme" content="light dark"');
    expect(html).toContain('prefers-color-scheme: dark');
    const long = text.split('\n').filter((line) => line.length > 76 && !line.includes(WEB));
    expect(long).toEqual([]);
  });
});

describe('links to the pages', () => {
  it('carry the notification that says the same, once each; account mail and links that stop mail do not', async () => {
    const n = '019abc00-0000-7000-8000-00000000000f';
    const links = async (mail: Mail) => {
      const { html, text } = await render({ ...mail, notification: n });
      return [...(html + text).matchAll(/https:\/\/exchange\.example\.org\/[^\s"<]*/g)].map(([link]) => link);
    };
    for (const mail of [aMatch(), aDigest({ more: 3 }), kinds.listing_published.mail, kinds.changes_requested.mail])
      for (const link of await links(mail))
        expect(link.includes(`n=${n}`)).toBe(!/unsubscribe|not-for-me|account/.test(link));
  });
});

describe('a match', () => {
  it('does not offer viewers to say that it is not for them', async () => {
    const { html, text } = await render(aMatch(anItem({}, anInterest({ mayDismiss: false }))));
    expect(html + text).not.toContain('/not-for-me');
  });
});

describe('subjects', () => {
  it('name the listing and the interest it fits', async () => {
    expect((await render(aMatch())).subject).toBe('One team for low vision fits ‘Sight loss in the North East’');
  });
  it('count further interests', async () => {
    const two = anItem({}, anInterest(), anInterest({ interestName: 'Older people' }));
    expect((await render(aMatch(two))).subject).toBe(
      'One team for low vision fits ‘Sight loss in the North East’ and another',
    );
  });
  it('of one item are those of a match; of a new interest they name it', async () => {
    expect((await render(aDigest())).subject).toBe('One team for low vision fits ‘Sight loss in the North East’');
    const saved = aDigest({ frequency: 'at_once', items: [anItem(), anItem()], more: 10 });
    expect((await render(saved)).subject).toBe('12 new listings fit ‘Sight loss in the North East’');
  });
  it('stay short, however long a title', async () => {
    expect((await render(aMatch(anItem({ title: 'x'.repeat(500) })))).subject.length).toBeLessThanOrEqual(78);
    const interestName = 'Independence for people with sight or hearing loss';
    const item = anItem({}, anInterest({ interestName }));
    const digest = await render(aDigest({ items: [item, item] }));
    expect(digest.subject).toBe('2 new listings fit ‘Independence for people with…’');
    expect(digest.text.replaceAll('\n', ' ')).toContain(`2 new listings fit ‘${interestName}’; here they are`);
  });
});
