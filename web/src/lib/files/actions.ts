// What the page of a listing's files does: sends one on to the api, and writes their texts and order. Used by its actions.
import type { Listing, UpdateListingBody } from '@exchange/contracts';
import { error, redirect } from '@sveltejs/kit';
import type { ApiResult } from '../api/client.ts';
import { addFile, type FileField } from '../api/files.ts';
import { updateListing } from '../api/listings.ts';
import { problemsOf } from '../forms/answer.ts';
import type { Labels, Problem } from '../forms/problems.ts';
import { first, readForm, type Values } from '../forms/read.ts';
import { ownListing } from '../listings/manage.ts';
import { fileLabels, MOST_BYTES } from './labels.ts';
import type { Applied, FileGroup, FileRef } from './rows.ts';

interface Event {
  locals: App.Locals;
  params: { id: string };
  request: Request;
  url: URL;
}
interface Refused {
  ok: false;
  status: number;
  problems: Problem[];
  values: Values;
}
export type Changed = { ok: true } | Refused;

export function readGroup(posted: Values): FileGroup {
  const group = first(posted, 'group');
  if (group !== 'pictures' && group !== 'documents') error(400, 'That is no part of a listing.');
  return group;
}

/** Somebody whose session has ended signs in first; what else went wrong is shown at the form. */
function refused(
  failure: Extract<ApiResult<unknown>, { ok: false }>,
  values: Values,
  from: string,
  labels: Labels = fileLabels,
): Refused {
  if (failure.status === 401) redirect(303, `/login?next=${encodeURIComponent(from)}`);
  return { ok: false, status: failure.status, problems: problemsOf(failure, labels), values };
}

/** Names of the fields on the page, and of those of the api. */
const prefixOf = { pictures: 'picture', documents: 'document' } as const;

/** The labels of one form, by the names that the api has for its fields. */
const labelsOf = (prefix: string) =>
  Object.fromEntries(
    Object.entries(fileLabels).flatMap(([id, label]) =>
      id.startsWith(`${prefix}.`) ? [[id.slice(prefix.length + 1), label]] : [],
    ),
  );

/** Reads the form, too, when it is refused: what was typed comes back with what is wrong. */
export async function addToListing(event: Event, field: FileField): Promise<{ ok: true; fileId: string } | Refused> {
  const prefix = prefixOf[field];
  const posted = await event.request.formData();
  const values = readForm(posted);
  const form = new FormData();
  for (const [name, [value = '']] of Object.entries(values))
    if (name.startsWith(`${prefix}.`) && value.trim() !== '') form.set(name.slice(prefix.length + 1), value);
  const file = posted.get(`${prefix}.file`);
  if (file instanceof File) {
    if (file.size > MOST_BYTES) {
      const message = `${fileLabels[`${prefix}.file`]} must be 10 MB or less`;
      return { ok: false, status: 413, problems: [{ path: `${prefix}.file`, message }], values };
    }
    if (file.name !== '') form.set('file', file, file.name);
  }
  const result = await addFile(event.locals.api, event.params.id, field, form, first(values, 'key'));
  if (result.ok) return { ok: true, fileId: result.data.file.id };
  const failure = refused(result, values, event.url.pathname, labelsOf(prefix));
  return {
    ...failure,
    problems: failure.problems.map((one) => ({ ...one, path: one.path === '' ? '' : `${prefix}.${one.path}` })),
  };
}

/** The api names a row by its place in what was sent; the form shows the rows as they stand. */
function toRows(problems: readonly Problem[], group: FileGroup, sent: readonly FileRef[], now: readonly FileRef[]) {
  return problems.map(({ path, message }) => {
    const found = new RegExp(`^${group}\\.(\\d+)\\.(.+)$`).exec(path);
    const fileId = sent[Number(found?.[1])]?.fileId;
    const row = now.findIndex((ref) => ref.fileId === fileId);
    return found && row >= 0 ? { path: `${group}.${String(row)}.${found[2] ?? ''}`, message } : { path, message };
  });
}

/**
 * Writes the pictures or documents of a listing as `make` has them, from those it has by now; once more when somebody else was
 * faster in between.
 */
export async function changeFiles(
  { locals, params, url }: Event,
  group: FileGroup,
  make: (now: readonly FileRef[]) => Applied<FileRef>,
): Promise<Changed> {
  for (let attempt = 1; ; attempt += 1) {
    const listing: Listing = await ownListing(locals.api, params.id, url.pathname);
    const now: readonly FileRef[] = listing[group];
    const { refs, problems, values } = make(now);
    if (problems.length > 0) return { ok: false, status: 409, problems, values };
    const body = { version: listing.version, [group]: refs } as UpdateListingBody;
    const result = await updateListing(locals.api, params.id, body);
    if (result.ok) return { ok: true };
    if (result.problem.code === 'STALE_VERSION' && attempt === 1) continue;
    const failure = refused(result, values, url.pathname);
    return { ...failure, problems: toRows(failure.problems, group, refs, now) };
  }
}
