// What notifications say, and where on the web they lead. No I/O.
import type { StoredNotification } from '@exchange/db/notifications/queries';

interface Words {
  text: string;
  /** A path of the web. */
  path: string;
}

const titleOf = ({ listing }: StoredNotification) =>
  listing === null ? 'a listing that is not here any more' : `“${listing.title ?? 'Untitled listing'}”`;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const pageOf = ({ listing }: StoredNotification) =>
  listing?.state === 'published' && listing.slug !== null ? `/listings/${listing.slug}` : '/account';
const editOf = ({ listing }: StoredNotification) => (listing === null ? '/account' : `/listings/${listing.id}/edit`);
const sharedOf = ({ organisationSlug }: StoredNotification) =>
  organisationSlug === null ? '/account' : `/organisations/${organisationSlug}/shared`;

/** Comments of the reviewers stand at the parts of the form, wherever else the news leads. */
function reviewed(row: StoredNotification, words: Words): Words {
  const { comments = 0 } = row.data;
  if (comments === 0) return words;
  return {
    text: `${words.text}, with ${comments === 1 ? '1 comment' : `${String(comments)} comments`}`,
    path: editOf(row),
  };
}

function matched(row: StoredNotification): Words {
  if (row.told > 1) return { text: `${String(row.told)} listings fit what you look for`, path: '/matches' };
  const isThere = row.listing?.state === 'published';
  return { text: `${capital(titleOf(row))} fits what you look for`, path: isThere ? pageOf(row) : '/matches' };
}

function decided(row: StoredNotification): Words {
  const title = titleOf(row);
  switch (row.data.what) {
    case 'revision_approved':
      return { text: `Your change to ${title} is public`, path: pageOf(row) };
    case 'declined':
      return { text: `${capital(title)} was declined`, path: editOf(row) };
    case 'revision_declined':
      return { text: `Your change to ${title} was declined`, path: editOf(row) };
    case 'evidence_reviewed':
      return { text: `The evidence of ${title} was reviewed`, path: editOf(row) };
    default:
      return { text: `The review of ${title} is done`, path: editOf(row) };
  }
}

function passedOn(row: StoredNotification): Words {
  const title = titleOf(row);
  const path = sharedOf(row);
  if (row.data.step === 'asked') return { text: `You are asked to take on ${title}`, path };
  return {
    text: row.data.step === 'accepted' ? `${capital(title)} was taken on` : `${capital(title)} was not taken on`,
    path,
  };
}

/** The words and the place of a notification, as things stand now. */
export function wordsOf(row: StoredNotification): Words {
  const title = titleOf(row);
  switch (row.kind) {
    case 'match':
    case 'digest':
      return matched(row);
    case 'listing_published':
      return reviewed(row, { text: `${capital(title)} is published`, path: pageOf(row) });
    case 'changes_requested':
      return reviewed(row, { text: `A change is asked for before ${title} is published`, path: editOf(row) });
    case 'review_decided':
      return reviewed(row, decided(row));
    case 'listing_untouched':
      return {
        text: row.data.isPaused
          ? `${capital(title)} was paused: nobody had touched it for nine months`
          : `Is ${title} still right?`,
        path: editOf(row),
      };
    case 'listing_transfer':
      return passedOn(row);
    case 'listing_partner':
      return row.data.step === 'asked'
        ? { text: `You are asked to write ${title} too`, path: sharedOf(row) }
        : { text: `Another organisation writes ${title} with you now`, path: editOf(row) };
    case 'invitation':
      return row.invitation === null
        ? { text: 'You were invited to an organisation that is not here any more', path: '/account' }
        : {
            text: `You are asked to join ${row.invitation.organisation}`,
            path: `/invitations?id=${row.invitation.id}`,
          };
    // Other account mail does not stand among the notifications.
    case 'verify_email':
    case 'already_registered':
    case 'reset_password':
    case 'security_notice':
      return { text: 'About your account', path: '/account' };
  }
}
