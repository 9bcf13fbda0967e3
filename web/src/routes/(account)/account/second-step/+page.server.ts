// A second step at signing in: switching it on with an authenticator, its recovery codes, and switching it off.
import { fail, redirect } from '@sveltejs/kit';
import { create } from 'qrcode';
import { beginSecondFactor, confirmSecondFactor, getSecondFactor, removeSecondFactor } from '#lib/api/accounts.ts';
import { need } from '#lib/api/guard.ts';
import { problemsOf, refuse } from '#lib/forms/answer.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { day } from '#lib/format/dates.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

/** A QR code as the path of a picture, a unit a square, with the quiet zone of four around it that readers need. */
function pictureOf(text: string) {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const squares = Array.from(data, (dark, at) =>
    dark ? `M${(at % size) + 4} ${Math.floor(at / size) + 4}h1v1h-1z` : '',
  );
  return { size: size + 8, path: squares.join('') };
}

export const load: PageServerLoad = async ({ locals, url }) => {
  const { user } = requirePerson({ locals, url });
  const factor = need(await getSecondFactor(locals.api), url.pathname);
  return {
    state: factor.state,
    isStaff: user.isStaff,
    since: factor.since && day(factor.since),
    codesLeft: factor.recoveryCodesLeft,
    secret: factor.secret?.match(/.{1,4}/g)?.join(' ') ?? null,
    picture: factor.uri === null ? null : pictureOf(factor.uri),
    message: url.searchParams.get('done') === 'off' ? 'The second step is off.' : null,
  };
};

export const actions: Actions = {
  begin: async ({ locals, request, url }) => {
    requirePerson({ locals, url });
    const password = (await request.formData()).get('password');
    const result = await beginSecondFactor(locals.api, typeof password === 'string' ? password : '');
    if (!result.ok) return refuse(result, {}, { password: 'Your password' }, url.pathname);
    redirect(303, '/account/second-step');
  },
  confirm: async ({ locals, request, url }) => {
    requirePerson({ locals, url });
    const values = readForm(await request.formData());
    const result = await confirmSecondFactor(locals.api, first(values, 'code'));
    if (!result.ok) return refuse(result, values, { code: 'It' }, url.pathname);
    // Shown in this answer only: nowhere are they kept so that they could be read again.
    return { values: {}, problems: [], codes: result.data.recoveryCodes };
  },
  remove: async ({ locals, request, url }) => {
    requirePerson({ locals, url });
    const values = readForm(await request.formData());
    const result = await removeSecondFactor(locals.api, first(values, 'code'));
    if (!result.ok) return refuse(result, values, { code: 'It' }, url.pathname);
    redirect(303, '/account/second-step?done=off');
  },
  cancel: async ({ locals, url }) => {
    requirePerson({ locals, url });
    const result = await removeSecondFactor(locals.api, 'none');
    if (!result.ok) return fail(result.status, { values: {}, problems: problemsOf(result), codes: null });
    redirect(303, '/account/second-step');
  },
};
