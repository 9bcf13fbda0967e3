// Calls about people: registering, signing in and out, passwords.
import type { Me, OpenSession, RecoveryCodes, Registered, SecondFactor, SignedIn, User } from '@exchange/contracts';
import type { z } from 'zod';
import type { Api } from './client.ts';

export const register = (api: Api, body: { email: string; password: string; name: string }) =>
  api.post<z.infer<typeof Registered>>('/auth/register', body);
/** @param body.password that of the registration the link belongs to; given, it must be right */
export const verifyEmail = (api: Api, body: { token: string; password?: string }) =>
  api.post<{ user: User }>('/auth/verify-email', body);
/**
 * @param body.totp a code of the second step, for those who have one
 * @param userAgent what the visitor's browser says it is: they see by it where they are signed in
 */
export const login = (
  api: Api,
  body: { email: string; password: string; totp?: string },
  userAgent: string | null = null,
) => api.post<SignedIn>('/auth/login', body, userAgent === null ? {} : { 'user-agent': userAgent });
export const refresh = (api: Api, refreshToken: string) => api.post<SignedIn>('/auth/refresh', { refreshToken });
export const logout = (api: Api, refreshToken: string) => api.post<undefined>('/auth/logout', { refreshToken });
export const forgotPassword = (api: Api, email: string) => api.post('/auth/forgot-password', { email });
export const resetPassword = (api: Api, body: { token: string; password: string }) =>
  api.post<undefined>('/auth/reset-password', body);
export const getMe = (api: Api) => api.get<Me>('/me');
export const updateMe = (api: Api, body: { name: string }) => api.patch<Me>('/me', body);
/** Everything the exchange keeps about the person. */
export const exportMe = (api: Api) => api.post<Record<string, unknown>>('/me/export');
/** Refused while an organisation would be left without an owner. */
export const deleteMe = (api: Api) => api.delete<undefined>('/me');

export const getSecondFactor = (api: Api) => api.get<SecondFactor>('/me/second-factor');
export const changePassword = (api: Api, body: { currentPassword: string; password: string }) =>
  api.post<undefined>('/me/password', body);
export const listSessions = (api: Api) => api.get<{ items: OpenSession[] }>('/me/sessions');
export const endSession = (api: Api, id: string) => api.delete<undefined>(`/me/sessions/${encodeURIComponent(id)}`);
export const endOtherSessions = (api: Api) => api.post<undefined>('/me/sessions/end-others', {});

export const beginSecondFactor = (api: Api, password: string) =>
  api.post<SecondFactor>('/me/second-factor', { password });
/** Gives the recovery codes, for this once. */
export const confirmSecondFactor = (api: Api, code: string) =>
  api.post<RecoveryCodes>('/me/second-factor/confirm', { code });
export const removeSecondFactor = (api: Api, code: string) => api.post<undefined>('/me/second-factor/remove', { code });
