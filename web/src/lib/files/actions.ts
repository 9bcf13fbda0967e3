// What the page of a listing's files does: writes their texts and order, and sends what was chosen on to the api. Used by its action.
import type { Listing, UpdateListingBody } from '@exchange/contracts';
import { redirect } from '@sveltejs/kit';
import type { ApiResult } from '../api/client.ts';
import { addFile } from '../api/files.ts';
import { updateListing } from '../api/listings.ts';
import { problemsOf } from '../forms/answer.ts';
import type { Labels, Problem } from '../forms/problems.ts';
import { first, type Values } from '../forms/read.ts';
import { ownListing } from '../listings/manage.ts';
import { fileLabels } from './labels.ts';
import type { ChosenFile, PostedForm } from './read.ts';
import { applyRows, wasOf, type FileGroup, type FileRef, type Wish } from './rows.ts';

interface Event {
  locals: App.Locals;
  params: { id: string };
  url: URL;
}
interface Refused {
  ok: false;
  status: number;
  problems: Problem[];
  values: Values;
}

export const groups: readonly FileGroup[] = ['pictures', 'documents'];

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

/** The labels of one part, by the names that the api has for its fields. */
const labelsOf = (prefix: string) =>
  Object.fromEntries(
    Object.entries(fileLabels).flatMap(([id, label]) =>
      id.startsWith(`${prefix}.`) ? [[id.slice(prefix.length + 1), label]] : [],
    ),
  );

/** What was typed of a file that is to be added. */
function typedOf(values: Values, prefix: string): Values {
  const typed = Object.entries(values).filter(
    ([name, [value = '']]) => name.startsWith(`${prefix}.`) && value.trim() !== '',
  );
  return Object.fromEntries(typed);
}

async function addOne(
  event: Event,
  group: FileGroup,
  values: Values,
  chosen: ChosenFile | undefined,
): Promise<{ ok: true; fileId: string } | Refused> {
  const prefix = prefixOf[group];
  const typed = typedOf(values, prefix);
  if (chosen && !chosen.file) {
    const message = `${fileLabels[`${prefix}.file`]} must be 10 MB or less`;
    return { ok: false, status: 413, problems: [{ path: `${prefix}.file`, message }], values: typed };
  }
  const form = new FormData();
  for (const [name, [value = '']] of Object.entries(typed)) form.set(name.slice(prefix.length + 1), value);
  if (chosen?.file) form.set('file', chosen.file, chosen.name);
  const result = await addFile(event.locals.api, event.params.id, group, form, first(values, `key.${prefix}`));
  if (result.ok) return { ok: true, fileId: result.data.file.id };
  const failure = refused(result, typed, event.url.pathname, labelsOf(prefix));
  return {
    ...failure,
    problems: failure.problems.map((one) => ({ ...one, path: one.path === '' ? '' : `${prefix}.${one.path}` })),
  };
}

/** The api names a row by its place in what was sent; the form shows the rows as they stand. */
function toRows(
  problems: readonly Problem[],
  sent: Partial<Record<FileGroup, readonly FileRef[]>>,
  now: Record<FileGroup, readonly FileRef[]>,
): Problem[] {
  return problems.map(({ path, message }) => {
    const found = /^(pictures|documents)\.(\d+)\.(.+)$/.exec(path);
    const group = found?.[1] as FileGroup | undefined;
    const fileId = group && sent[group]?.[Number(found?.[2])]?.fileId;
    const row = group && fileId ? now[group].findIndex((ref) => ref.fileId === fileId) : -1;
    return group && row >= 0 ? { path: `${group}.${String(row)}.${found?.[3] ?? ''}`, message } : { path, message };
  });
}

const isSame = (group: FileGroup, one: readonly FileRef[], other: readonly FileRef[]) => {
  const said = (refs: readonly FileRef[]) => refs.map((ref) => ref.fileId + wasOf(group, ref)).join('\n');
  return said(one) === said(other);
};

export interface Taken {
  group: FileGroup;
  at: number;
  ref: FileRef;
}

/**
 * Writes the pictures and documents of a listing as the form and its button have them, from those it has by now; once more when
 * somebody else was faster in between. Nothing is written where nothing is different.
 */
async function changeRows(
  { locals, params, url }: Event,
  posted: Values,
  wish: Wish,
): Promise<{ ok: true; taken: Taken | undefined } | Refused> {
  for (let attempt = 1; ; attempt += 1) {
    const listing: Listing = await ownListing(locals.api, params.id, url.pathname);
    const applied = groups.map((group) => ({ group, ...applyRows<FileRef>(group, listing[group], posted, wish) }));
    const problems = applied.flatMap((one) => one.problems);
    const values = Object.assign({}, ...applied.map((one) => one.values)) as Values;
    if (problems.length > 0) return { ok: false, status: 409, problems, values };
    const different = applied.filter(({ group, refs }) => !isSame(group, refs, listing[group]));
    const sent = Object.fromEntries(different.map(({ group, refs }) => [group, refs]));
    const taken = groups.flatMap((group): Taken[] => {
      const at = listing[group].findIndex(({ fileId }) => wish?.kind === 'remove' && fileId === wish.fileId);
      const ref = listing[group][at];
      return ref ? [{ group, at, ref }] : [];
    })[0];
    if (different.length === 0) return { ok: true, taken };
    const body = { version: listing.version, ...sent } as UpdateListingBody;
    const result = await updateListing(locals.api, params.id, body);
    if (result.ok) return { ok: true, taken };
    if (result.problem.code === 'STALE_VERSION' && attempt === 1) continue;
    const failure = refused(result, values, url.pathname);
    return { ...failure, problems: toRows(failure.problems, sent, listing) };
  }
}

export interface Saved {
  /** That of the first thing that went wrong; 200 when nothing did. */
  status: number;
  problems: Problem[];
  /** What the form shows again: what was typed and is not saved. */
  values: Values;
  /** What was added, the last one. */
  added: { group: FileGroup; fileId: string } | undefined;
  taken: Taken | undefined;
}

/**
 * Saves all that a form says: the texts and the order of what is there, and the files that were chosen, whichever button was
 * pressed: they could not be filled in again. What fails keeps the rest from nothing.
 */
export async function saveFiles(event: Event, { values, files }: PostedForm, wish: Wish): Promise<Saved> {
  const rows = await changeRows(event, values, wish);
  const saved: Saved = {
    status: 200,
    problems: [],
    values: {},
    added: undefined,
    taken: rows.ok ? rows.taken : undefined,
  };
  const note = (failure: Refused) => {
    if (saved.problems.length === 0) saved.status = failure.status;
    saved.problems.push(...failure.problems);
    Object.assign(saved.values, failure.values);
  };
  if (!rows.ok) note(rows);
  for (const group of groups) {
    const chosen = files[`${prefixOf[group]}.file`];
    if (!chosen && first(values, 'then') !== `add:${group}`) {
      Object.assign(saved.values, typedOf(values, prefixOf[group]));
      continue;
    }
    const result = await addOne(event, group, values, chosen);
    if (result.ok) saved.added = { group, fileId: result.fileId };
    else note(result);
  }
  return saved;
}

/** What keeps a form with something typed of a file that was not chosen from being left. */
export function unfinished(values: Values): Problem[] {
  return groups.flatMap((group) => {
    const prefix = prefixOf[group];
    if (Object.keys(typedOf(values, prefix)).length === 0) return [];
    const message = `${fileLabels[`${prefix}.file`]} must be chosen; or empty what you wrote of it, to go on without it`;
    return [{ path: `${prefix}.file`, message }];
  });
}
