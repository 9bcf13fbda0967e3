// People and organisations of a test, made through the API where making them is not what is tested.
import type { CreateOrganisationBody, Organisation, SignedIn } from '@exchange/contracts';
import { staff as staffAccount } from '../start-exchange.ts';
import { call, expectMail, linkIn } from './exchange.ts';
import { aWord, anAddress, capital } from './made-up.ts';

export interface Person {
  name: string;
  email: string;
  password: string;
  /** For calls to the API in their name. */
  token: string;
}
export interface Member extends Person {
  organisation: Organisation;
}

export const password = 'three random words';

export async function signedIn(account: { email: string; password: string }): Promise<string> {
  const { accessToken } = await call<SignedIn>('POST', '/auth/login', { body: account });
  return accessToken;
}

/** Somebody with a verified address, who belongs to no organisation. */
export async function aPerson(who: string): Promise<Person> {
  const email = anAddress(who);
  const name = `${capital(who)} ${capital(aWord())}`;
  await call('POST', '/auth/register', { body: { email, password, name } });
  const token = new URL(linkIn(await expectMail(email, '/verify-email'), '/verify-email')).searchParams.get('token');
  await call('POST', '/auth/verify-email', { body: { token } });
  return { name, email, password, token: await signedIn({ email, password }) };
}

/** Somebody who owns a new organisation. */
export async function aMember(
  role: 'innovator' | 'funder' | 'commissioner',
  about: Partial<CreateOrganisationBody> = {},
): Promise<Member> {
  const person = await aPerson(role);
  const body = { name: `${capital(aWord())} ${role}s`, roles: [role], legalForm: 'charity', ...about };
  const organisation = await call<Organisation>('POST', '/organisations', { token: person.token, body });
  return { ...person, organisation };
}

/** Somebody else who belongs to an organisation; invited by its owner and joined by the mailed link. */
export async function aColleague(owner: Member, role: 'owner' | 'editor' | 'viewer'): Promise<Member> {
  const person = await aPerson(role);
  const path = `/organisations/${owner.organisation.slug}/invitations`;
  await call('POST', path, { token: owner.token, body: { email: person.email, role } });
  const invitation = await expectMail(person.email, owner.organisation.name);
  const token = /token=([\w-]+)/.exec(invitation.text)?.[1];
  await call('POST', '/invitations/accept', { token: person.token, body: { token } });
  return { ...person, organisation: owner.organisation };
}

let staffToken: Promise<string> | undefined;

/** The exchange team's token, fetched once a worker. */
export async function asStaff(): Promise<string> {
  staffToken ??= signedIn(staffAccount);
  return staffToken;
}
