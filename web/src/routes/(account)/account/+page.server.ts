// One's own account: name, organisations, and what is still to do.
import { fail, redirect } from '@sveltejs/kit';
import { deleteMe, updateMe } from '#lib/api/accounts.ts';
import { ownSuppression } from '#lib/api/mail-log.ts';
import { problemsOf, refuse } from '#lib/forms/answer.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { roles } from '#lib/format/words.ts';
import { dropTokens } from '#lib/session/cookies.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { user, memberships } = requirePerson({ locals, url });
  const result = await ownSuppression(locals.api);
  return {
    values: { name: [user.name] },
    email: user.email,
    noMail: result.ok ? (result.data.suppression?.reason ?? null) : null,
    left: url.searchParams.get('done') === 'left',
    verified: url.searchParams.get('done') === 'verified',
    memberships: memberships.map(({ organisation, role }) => ({
      slug: organisation.slug,
      name: organisation.name,
      role: roles[role],
      owns: role === 'owner',
      verified: organisation.verified,
      lists: organisation.roles.includes('innovator'),
      current: organisation.id === locals.membership?.organisation.id,
    })),
  };
};

export const actions: Actions = {
  name: async ({ locals, request, url }) => {
    const values = readForm(await request.formData());
    const result = await updateMe(locals.api, { name: first(values, 'name') });
    if (!result.ok) return refuse(result, values, { name: 'Your name' }, url.pathname);
    return { saved: true };
  },
  leave: async ({ locals, request, cookies, url }) => {
    requirePerson({ locals, url });
    const values = readForm(await request.formData());
    if (first(values, 'sure') !== 'true') {
      const message = 'Tick the box to say that you are sure';
      return fail(422, { values: {}, problems: [{ path: 'sure', message }], leaving: true });
    }
    const result = await deleteMe(locals.api);
    if (!result.ok) return fail(result.status, { values: {}, problems: problemsOf(result), leaving: true });
    dropTokens(cookies, url);
    redirect(303, '/login?message=closed');
  },
};
