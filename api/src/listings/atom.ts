// Search results as an Atom feed (RFC 4287).
import type { ListingCard } from '@exchange/contracts';

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);

function entry(card: ListingCard, webUrl: string): string {
  const address = escape(`${webUrl}/listings/${card.slug}`);
  return `  <entry>
    <id>urn:uuid:${card.id}</id>
    <title>${escape(card.title)}</title>
    <link rel="alternate" type="text/html" href="${address}"/>
    <author><name>${escape(card.organisation.name)}</name></author>
    <published>${card.publishedAt}</published>
    <updated>${card.publishedAt}</updated>
${[...card.asks, ...card.serviceAreas].map((code) => `    <category term="${escape(code)}"/>\n`).join('')}    <summary>${escape(card.summary)}</summary>
  </entry>
`;
}

/** The newest first. `self` is the address of this feed, `page` that of the same search for people. */
export function toAtom(cards: readonly ListingCard[], where: { self: string; page: string; webUrl: string }): string {
  const updated = cards[0]?.publishedAt ?? '2006-12-01T00:00:00.000Z';
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
  <id>${escape(where.self)}</id>
  <title>Innovation Exchange: listings</title>
  <link rel="self" type="application/atom+xml" href="${escape(where.self)}"/>
  <link rel="alternate" type="text/html" href="${escape(where.page)}"/>
  <updated>${updated}</updated>
${cards.map((card) => entry(card, where.webUrl)).join('')}</feed>
`;
}
