// The account endpoints as OpenAPI and the handlers see them.
import {
  BeginSecondFactorBody,
  ForgotPasswordBody,
  LoginBody,
  Me,
  RefreshBody,
  RegisterBody,
  RecoveryCodes,
  Registered,
  ResetPasswordBody,
  SecondFactor,
  SecondFactorCodeBody,
  SignedIn,
  UpdateMeBody,
  User,
  VerifyEmailBody,
} from '@exchange/contracts';
import { z } from 'zod';
import { bearer, endpoint } from '../plugins/endpoint.ts';

const tags = ['accounts'];
export const nothing = z.undefined().describe('Done');

export const register = endpoint(
  {
    operationId: 'register',
    tags,
    summary: 'Make an account; a link to prove the address is mailed',
    description:
      'An address that is registered already gets the same answer here, and a mail that says so. Until it is verified, a later registration takes the place of an earlier one: its password counts, and earlier links and sessions end.',
    body: RegisterBody,
    response: { 201: Registered },
  },
  [422],
);
export const verifyEmail = endpoint(
  {
    operationId: 'verifyEmail',
    tags,
    summary: 'Prove an address with the token of the mailed link (24 hours, once)',
    description:
      'The link belongs to the registration that it was mailed for: a later registration of the same address ends it, with its password and its sessions. With the password of that registration given, a wrong one is a 422 WRONG_PASSWORD, and the link stays good.',
    body: VerifyEmailBody,
    response: { 200: z.object({ user: User }) },
  },
  [422],
);
export const logIn = endpoint(
  {
    operationId: 'logIn',
    tags,
    summary: 'Sign in',
    description:
      'After some misses within 15 minutes each further one costs a wait that doubles (429, Retry-After). With a second step switched on, the right password without a code is a 401 SECOND_FACTOR_NEEDED; send the code, or a recovery code, as totp.',
    body: LoginBody,
    response: { 200: SignedIn },
  },
  [401, 422],
);
export const refresh = endpoint(
  {
    operationId: 'refreshSession',
    tags,
    summary: 'Get a new access token and the next refresh token',
    description: 'Each refresh token works once within 30 days; using one twice ends its session.',
    body: RefreshBody,
    response: { 200: SignedIn },
  },
  [401, 422],
);
export const logOut = endpoint(
  { operationId: 'logOut', tags, summary: 'End a session', body: RefreshBody, response: { 204: nothing } },
  [422],
);
export const forgotPassword = endpoint(
  {
    operationId: 'forgotPassword',
    tags,
    summary: 'Be mailed a link to choose a new password (1 hour, once)',
    description: 'The answer is the same whether or not the address is known.',
    body: ForgotPasswordBody,
    response: { 202: z.object({}) },
  },
  [422],
);
export const resetPassword = endpoint(
  {
    operationId: 'resetPassword',
    tags,
    summary: 'Choose a new password with the token of the mailed link; ends every session',
    body: ResetPasswordBody,
    response: { 204: nothing },
  },
  [422],
);

export const getMe = endpoint(
  { operationId: 'getMe', tags, summary: 'Who I am and what I belong to', security: bearer, response: { 200: Me } },
  [401],
);
export const updateMe = endpoint(
  {
    operationId: 'updateMe',
    tags,
    summary: 'Change my name',
    security: bearer,
    body: UpdateMeBody,
    response: { 200: Me },
  },
  [401, 422],
);
export const exportMe = endpoint(
  {
    operationId: 'exportMe',
    tags,
    summary: 'Everything the exchange keeps about me',
    security: bearer,
    response: {
      200: z.looseObject({ exportedAt: z.iso.datetime(), user: User, memberships: Me.shape.memberships }),
    },
  },
  [401],
);
export const deleteMe = endpoint(
  {
    operationId: 'deleteMe',
    tags,
    summary: 'Leave: forgets me; what I wrote for organisations stays without my name',
    security: bearer,
    response: { 204: nothing },
  },
  [401, 409],
);

export const getSecondFactor = endpoint(
  {
    operationId: 'getSecondFactor',
    tags,
    summary: 'Whether I have a second step at signing in; while it is begun, what my program is to be given',
    security: bearer,
    response: { 200: SecondFactor },
  },
  [401],
);
export const beginSecondFactor = endpoint(
  {
    operationId: 'beginSecondFactor',
    tags,
    summary: 'Offer a secret for an authenticator program; nothing changes until it is confirmed',
    description:
      'Needs the password once more (a wrong one is a 422 WRONG_PASSWORD), and a verified address, so that nobody locks its owner out of an account made in their name.',
    security: bearer,
    body: BeginSecondFactorBody,
    response: { 200: SecondFactor },
  },
  [401, 403, 409, 422],
);
export const confirmSecondFactor = endpoint(
  {
    operationId: 'confirmSecondFactor',
    tags,
    summary: 'Switch it on by a first code; gives ten recovery codes, for this once',
    security: bearer,
    body: SecondFactorCodeBody,
    response: { 200: RecoveryCodes },
  },
  [401, 409, 422],
);
export const removeSecondFactor = endpoint(
  {
    operationId: 'removeSecondFactor',
    tags,
    summary: 'Switch it off, by a code or a recovery code',
    security: bearer,
    body: SecondFactorCodeBody,
    response: { 204: nothing },
  },
  [401, 409, 422],
);
