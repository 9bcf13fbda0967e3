// Previewing and saving an interest, for the page that makes one and the page that changes one.
import { randomUUID } from 'node:crypto';
import { isTooWide, type CreateInterestBody, type Interest, type UpdateInterestBody } from '@exchange/contracts';
import { fail, redirect } from '@sveltejs/kit';
import type { z } from 'zod';
import type { Api } from '../api/client.ts';
import {
  createInterest,
  getInterest,
  previewInterest,
  updateInterest,
  type InterestPreview,
} from '../api/interests.ts';
import { need } from '../api/guard.ts';
import { getReference } from '../api/reference.ts';
import { refuse } from '../forms/answer.ts';
import { idempotencyKey } from '../forms/key.ts';
import { first, readForm, type Values } from '../forms/read.ts';
import { day } from '../format/dates.ts';
import { count, plural } from '../format/money.ts';
import { cardView } from '../listings/card.ts';
import { requireWriter } from '../session/require.ts';
import { readInterest, type InterestBody } from './form.ts';
import { interestLabels } from './labels.ts';
import { namingFields, toOrganisationIds } from './organisation-names.ts';

interface Visit {
  locals: App.Locals;
  request: Request;
  url: URL;
}

export const newFormId = (): string => randomUUID();

/** What was posted as the api's body, and what can be said of it without asking the api to save it. */
async function read(api: Api, request: Request) {
  const values = readForm(await request.formData());
  const named = await Promise.all(
    namingFields.map(async (path) => ({ path, ...(await toOrganisationIds(api, path, first(values, path))) })),
  );
  const ids = Object.fromEntries(named.map((field) => [field.path, field.ids]));
  const { body, problems } = readInterest(values, await getReference(api), ids);
  return { values, body, problems: [...problems, ...named.flatMap((field) => field.problems)] };
}

const previewView = ({ items, total, since }: InterestPreview) => ({
  sentence: `${plural(total, 'innovation')} published since ${day(since)} ${total === 1 ? 'fits' : 'fit'}.`,
  more: Math.max(0, total - items.length),
  items: items.map(({ id, listing, reasons, score }) => ({
    id,
    score,
    card: cardView(listing),
    reasons: reasons.map(({ text }) => text),
  })),
});

/** Shows what would have matched in the last 30 days; saves nothing. */
export async function preview({ locals, request, url }: Visit) {
  const { organisation } = requireWriter({ locals, url });
  const { values, body, problems } = await read(locals.api, request);
  if (problems.length > 0) return fail(422, { values, problems });
  const result = await previewInterest(locals.api, { ...body, organisationId: organisation.id });
  if (!result.ok) return refuse(result, values, interestLabels, url.pathname);
  return { values, problems: [], preview: previewView(result.data) };
}

/** What is said before something very wide is saved for the first time, and what it would have found. */
async function warn(api: Api, values: Values, body: InterestBody, organisationId: string) {
  if (first(values, 'confirmed') === 'true' || body.name.trim() === '') return undefined;
  const result = await previewInterest(api, { ...body, organisationId });
  // Whatever is wrong with it, saving will say.
  if (!result.ok || !isTooWide(result.data)) return undefined;
  const { fitsNow, published, total } = result.data;
  const warning = `It fits ${count(fitsNow)} of the ${count(published)} innovations published now, and ${count(total)} of those of the last 30 days. A mail names the ten best and links to the rest, so much of it would pass you by. Narrow it down, by service or place for example, or save it as it is.`;
  return fail(422, { values, problems: [], warning, preview: previewView(result.data) });
}

export async function create({ locals, request, url }: Visit) {
  const { organisation } = requireWriter({ locals, url });
  const { values, body, problems } = await read(locals.api, request);
  if (problems.length > 0) return fail(422, { values, problems });
  const warned = await warn(locals.api, values, body, organisation.id);
  if (warned) return warned;
  // The api checks the body, and names the field of whatever is not right.
  const whole = { ...body, organisationId: organisation.id } as z.input<typeof CreateInterestBody>;
  const result = await createInterest(locals.api, whole, idempotencyKey(first(values, 'formId'), whole));
  if (!result.ok) return refuse(result, values, interestLabels, url.pathname);
  redirect(303, '/interests?done=saved');
}

/** Criteria that stay as they were are not warned of again. */
const isSame = (before: Interest, body: InterestBody) =>
  Object.entries(body.criteria).every(
    ([name, value]) =>
      JSON.stringify(value ?? null) === JSON.stringify(before.criteria[name as keyof Interest['criteria']] ?? null),
  );

export async function update({ locals, request, url }: Visit, id: string) {
  requireWriter({ locals, url });
  const { values, body, problems } = await read(locals.api, request);
  const before = need(await getInterest(locals.api, id), url.pathname);
  if (problems.length > 0) return fail(422, { values, problems });
  const warned = isSame(before, body) ? undefined : await warn(locals.api, values, body, before.organisationId);
  if (warned) return warned;
  const whole = { ...body, version: Number(first(values, 'version')) } as z.input<typeof UpdateInterestBody>;
  const result = await updateInterest(locals.api, id, whole);
  if (!result.ok && result.problem.code === 'STALE_VERSION') {
    const message = 'A colleague changed this interest while you were writing. Save again to keep yours';
    return fail(409, {
      values: { ...values, version: [String(result.problem.currentVersion ?? '')] },
      problems: [{ path: '', message }],
    });
  }
  if (!result.ok) return refuse(result, values, interestLabels, url.pathname);
  redirect(303, '/interests?done=saved');
}
