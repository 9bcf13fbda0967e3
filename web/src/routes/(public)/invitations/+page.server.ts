// The page behind the link of an invitation, and behind its notification: looking changes nothing, because mail scanners follow links; only its button acts.
import { error, fail, redirect } from '@sveltejs/kit';
import { acceptInvitation, acceptMyInvitation, viewInvitation, viewMyInvitation } from '#lib/api/organisations.ts';
import { problemsOf } from '#lib/forms/answer.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { invitationSentences } from '#lib/organisations/members.ts';
import { keepOrganisation } from '#lib/session/cookies.ts';
import type { Actions, PageServerLoad } from './$types';

/** By the link of the mail, or of a notification: the latter for whom it was sent to only, signed in. */
const hereBy = (named: { token: string } | { id: string }) => `/invitations?${new URLSearchParams(named).toString()}`;

export const load: PageServerLoad = async ({ locals, url }) => {
  const token = url.searchParams.get('token') ?? '';
  const id = url.searchParams.get('id') ?? '';
  const here = hereBy(id === '' ? { token } : { id });
  if (id !== '' && locals.person === null) redirect(303, `/login?next=${encodeURIComponent(here)}`);
  const found = await (id === '' ? viewInvitation(locals.api, token) : viewMyInvitation(locals.api, id));
  if (!found.ok && found.status >= 500) error(found.status, found.problem.message);
  if (!found.ok)
    return {
      state: 'unknown' as const,
      token,
      id,
      here: '',
      invitation: null,
      wrongAddress: null,
      signIn: '',
      register: '',
    };
  const { organisation, email, state } = found.data;
  const mine = locals.person?.user.email ?? null;
  const query = new URLSearchParams({ next: here, email });
  return {
    state,
    token,
    id,
    here,
    invitation: {
      organisation: { name: organisation.name, slug: organisation.slug, verified: organisation.verified },
      email,
      ...invitationSentences(found.data),
    },
    /** Who is signed in, when that is not whom it was sent to. */
    wrongAddress: mine !== null && mine.toLowerCase() !== email.toLowerCase() ? mine : null,
    signIn: `/login?${query.toString()}`,
    register: `/register?${query.toString()}`,
  };
};

export const actions: Actions = {
  default: async ({ locals, request, cookies, url }) => {
    const values = readForm(await request.formData());
    const [token, id] = [first(values, 'token'), first(values, 'id')];
    const result = await (id === '' ? acceptInvitation(locals.api, token) : acceptMyInvitation(locals.api, id));
    if (!result.ok) {
      const here = hereBy(id === '' ? { token } : { id });
      if (result.status === 401) redirect(303, `/login?next=${encodeURIComponent(here)}`);
      // Taken back or used meanwhile: the page itself says so.
      if (result.status === 422) redirect(303, here);
      return fail(result.status, { problems: problemsOf(result) });
    }
    const { slug } = result.data.organisation;
    keepOrganisation(cookies, url, slug);
    redirect(303, `/organisations/${slug}/members?done=joined`);
  },
};
