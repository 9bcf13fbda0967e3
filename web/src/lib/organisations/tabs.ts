// The pages of an organisation's inside, as tabs.
const pages = [
  { path: 'listings', label: 'Listings' },
  { path: 'shared', label: 'Shared' },
  { path: 'members', label: 'Members' },
  { path: 'edit', label: 'Details' },
  { path: 'keys', label: 'Keys' },
] as const;

/** @param manages whether they may change what is said of the organisation itself */
export const organisationTabs = (slug: string, current: (typeof pages)[number]['path'], manages: boolean) =>
  pages
    .filter(({ path }) => manages || (path !== 'edit' && path !== 'keys'))
    .map(({ path, label }) => ({ label, href: `/organisations/${slug}/${path}`, current: path === current }));
