// The pages of an organisation's inside, as tabs.
const pages = [
  { path: 'listings', label: 'Listings' },
  { path: 'shared', label: 'Shared' },
  { path: 'members', label: 'Members' },
] as const;

export const organisationTabs = (slug: string, current: (typeof pages)[number]['path']) =>
  pages.map(({ path, label }) => ({ label, href: `/organisations/${slug}/${path}`, current: path === current }));
