// Previewing and saving an interest, for the page that makes one and the page that changes one.
import { randomUUID } from 'node:crypto';
import type { CreateInterestBody, UpdateInterestBody } from '@exchange/contracts';
import { fail, redirect } from '@sveltejs/kit';
import type { z } from 'zod';
import { createInterest, getInterest, previewInterest, updateInterest } from '../api/interests.ts';
import { need } from '../api/guard.ts';
import { getReference } from '../api/reference.ts';
import { refuse } from '../forms/answer.ts';
import { idempotencyKey } from '../forms/key.ts';
import { first, readForm } from '../forms/read.ts';
import { day } from '../format/dates.ts';
import { plural } from '../format/money.ts';
import { cardView } from '../listings/card.ts';
import { requireWriter } from '../session/require.ts';
import { readInterest } from './form.ts';
import { interestLabels } from './labels.ts';

interface Visit {
  locals: App.Locals;
  request: Request;
  url: URL;
}

export const newFormId = (): string => randomUUID();

/** Shows what would have matched in the last 30 days; saves nothing. */
export async function preview({ locals, request, url }: Visit) {
  const { organisation } = requireWriter({ locals, url });
  const values = readForm(await request.formData());
  const { body, problems } = readInterest(values, await getReference(locals.api));
  if (problems.length > 0) return fail(422, { values, problems });
  const result = await previewInterest(locals.api, { ...body, organisationId: organisation.id });
  if (!result.ok) return refuse(result, values, interestLabels, url.pathname);
  const { items, total, since } = result.data;
  return {
    values,
    problems: [],
    preview: {
      sentence: `${plural(total, 'innovation')} published since ${day(since)} ${total === 1 ? 'fits' : 'fit'}.`,
      more: Math.max(0, total - items.length),
      items: items.map(({ id, listing, reasons, score }) => ({
        id,
        score,
        card: cardView(listing),
        reasons: reasons.map(({ text }) => text),
      })),
    },
  };
}

export async function create({ locals, request, url }: Visit) {
  const { organisation } = requireWriter({ locals, url });
  const values = readForm(await request.formData());
  const { body, problems } = readInterest(values, await getReference(locals.api));
  if (problems.length > 0) return fail(422, { values, problems });
  // The api checks the body, and names the field of whatever is not right.
  const whole = { ...body, organisationId: organisation.id } as z.input<typeof CreateInterestBody>;
  const result = await createInterest(locals.api, whole, idempotencyKey(first(values, 'formId'), whole));
  if (!result.ok) return refuse(result, values, interestLabels, url.pathname);
  redirect(303, '/interests?done=saved');
}

export async function update({ locals, request, url }: Visit, id: string) {
  requireWriter({ locals, url });
  const values = readForm(await request.formData());
  const before = need(await getInterest(locals.api, id), url.pathname);
  const { body, problems } = readInterest(values, await getReference(locals.api), before);
  if (problems.length > 0) return fail(422, { values, problems });
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
