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
import { endpointsOf, nobody } from '../plugins/endpoint.ts';

const endpoint = endpointsOf('accounts');

export const register = endpoint('register', 'Make an account; a link to prove the address is mailed', {
  description:
    'An address that is registered already gets the same answer here, and a mail that says so. Until it is verified, a later registration takes the place of an earlier one: its password counts, and earlier links and sessions end.',
  security: nobody,
  takes: { body: RegisterBody },
  makes: Registered,
});
export const verifyEmail = endpoint(
  'verifyEmail',
  'Prove an address with the token of the mailed link (24 hours, once)',
  {
    description:
      'The link belongs to the registration that it was mailed for: a later registration of the same address ends it, with its password and its sessions. With the password of that registration given, a wrong one is a 422 WRONG_PASSWORD, and the link stays good.',
    security: nobody,
    takes: { body: VerifyEmailBody },
    gives: z.object({ user: User }),
  },
);
export const logIn = endpoint('logIn', 'Sign in', {
  description:
    'After some misses within 15 minutes each further one costs a wait that doubles (429, Retry-After). With a second step switched on, the right password without a code is a 401 SECOND_FACTOR_NEEDED; send the code, or a recovery code, as totp.',
  security: nobody,
  takes: { body: LoginBody },
  gives: SignedIn,
  fails: [401],
});
export const refresh = endpoint('refreshSession', 'Get a new access token and the next refresh token', {
  description: 'Each refresh token works once within 30 days; using one twice ends its session.',
  security: nobody,
  takes: { body: RefreshBody },
  gives: SignedIn,
  fails: [401],
});
export const logOut = endpoint('logOut', 'End a session', { security: nobody, takes: { body: RefreshBody } });
export const forgotPassword = endpoint('forgotPassword', 'Be mailed a link to choose a new password (1 hour, once)', {
  description: 'The answer is the same whether or not the address is known.',
  security: nobody,
  takes: { body: ForgotPasswordBody },
  replies: { 202: z.object({}) },
});
export const resetPassword = endpoint(
  'resetPassword',
  'Choose a new password with the token of the mailed link; ends every session',
  { security: nobody, takes: { body: ResetPasswordBody } },
);

export const getMe = endpoint('getMe', 'Who I am and what I belong to', { gives: Me });
export const updateMe = endpoint('updateMe', 'Change my name', { takes: { body: UpdateMeBody }, gives: Me });
export const exportMe = endpoint('exportMe', 'Everything the exchange keeps about me', {
  gives: z.looseObject({ exportedAt: z.iso.datetime(), user: User, memberships: Me.shape.memberships }),
});
export const deleteMe = endpoint(
  'deleteMe',
  'Leave: forgets me; what I wrote for organisations stays without my name',
  { fails: [409] },
);

export const getSecondFactor = endpoint(
  'getSecondFactor',
  'Whether I have a second step at signing in; while it is begun, what my program is to be given',
  { gives: SecondFactor },
);
export const beginSecondFactor = endpoint(
  'beginSecondFactor',
  'Offer a secret for an authenticator program; nothing changes until it is confirmed',
  {
    description:
      'Needs the password once more (a wrong one is a 422 WRONG_PASSWORD), and a verified address, so that nobody locks its owner out of an account made in their name.',
    takes: { body: BeginSecondFactorBody },
    gives: SecondFactor,
    fails: [403, 409],
  },
);
export const confirmSecondFactor = endpoint(
  'confirmSecondFactor',
  'Switch it on by a first code; gives ten recovery codes, for this once',
  { takes: { body: SecondFactorCodeBody }, gives: RecoveryCodes, fails: [409] },
);
export const removeSecondFactor = endpoint('removeSecondFactor', 'Switch it off, by a code or a recovery code', {
  takes: { body: SecondFactorCodeBody },
  fails: [409],
});
