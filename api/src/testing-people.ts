// People around an organisation, for tests of who may do what: its members, somebody outside and staff, all signed in.
import type { MemberRole } from '@exchange/contracts';
import type { TestApi } from './testing.ts';

type GivenOrganisation = NonNullable<Parameters<TestApi['anOrganisation']>[0]>;

/** Access tokens by what the test calls the person. */
export type Tokens<Name extends string> = Record<Name | 'outsider' | 'staff', string>;

interface People<Name extends string> {
  organisation: Awaited<ReturnType<TestApi['anOrganisation']>>;
  /** As `anOrganisation` takes them, for another organisation of the same people. */
  members: NonNullable<GivenOrganisation['members']>;
  tokens: Tokens<Name>;
}

/**
 * @param roles its members, by what the test calls each
 * @param about what is said of the organisation, where that matters
 */
export async function peopleOf<Name extends string>(
  api: TestApi,
  roles: Readonly<Record<Name, MemberRole>>,
  about: Omit<GivenOrganisation, 'members'> = {},
): Promise<People<Name>> {
  const named = await Promise.all(
    Object.entries<MemberRole>(roles).map(async ([name, role]) => ({ name, role, user: await api.aUser() })),
  );
  const members = named.map(({ user, role }) => ({ user, role }));
  const organisation = await api.anOrganisation({ ...about, members });
  const others = [
    { name: 'outsider', user: await api.aUser() },
    { name: 'staff', user: await api.aStaffUser() },
  ];
  const tokens = [...named, ...others].map(async ({ name, user }) => [name, await api.signIn(user)] as const);
  return { organisation, members, tokens: Object.fromEntries(await Promise.all(tokens)) as Tokens<Name> };
}
