// What a form says of the pictures or documents of a listing, put together with what the listing says by now.
import type { DocumentRef, PictureRef } from '@exchange/contracts';
import { first, type Values } from '../forms/read.ts';
import type { Problem } from '../forms/problems.ts';

/** A picture or a document as a listing names it. */
export type FileRef = PictureRef | DocumentRef;
/** The texts of each, by field. */
export const textsOf = { pictures: ['altText', 'caption'], documents: ['title'] } as const;
export type FileGroup = keyof typeof textsOf;

/** What a button asks for beside saving the texts: a row to another place, out, or back where it was. */
export type Wish =
  | { kind: 'move'; fileId: string; to: number }
  | { kind: 'remove'; fileId: string }
  | { kind: 'restore'; group: FileGroup; at: number; ref: FileRef }
  | null;

/** Reads the button: "move:<file>:<place>", "remove:<file>" or "restore"; anything else moves nothing. */
export function readWish(posted: Values): Wish {
  const [kind, fileId = '', place] = first(posted, 'then').split(':');
  if (kind === 'remove') return { kind, fileId };
  if (kind === 'restore') {
    const [group, ref] = [first(posted, 'removed.group'), readRef(first(posted, 'removed.ref'))];
    if (ref && (group === 'pictures' || group === 'documents'))
      return { kind, group, at: Number(first(posted, 'removed.at')) || 0, ref };
  }
  return kind === 'move' && /^\d{1,2}$/.test(place ?? '') ? { kind, fileId, to: Number(place) } : null;
}

/** What "Put it back" names; undefined where it names nothing. */
export function readRef(text: string): FileRef | undefined {
  const { fileId, ...rest } = readWas(text);
  return fileId === undefined ? undefined : ({ fileId, ...rest } as FileRef);
}

interface PostedRow {
  texts: Record<string, string>;
  /** The texts as they were when the form was made. */
  was: Record<string, string>;
}

function readWas(text: string): Record<string, string> {
  try {
    const was: unknown = JSON.parse(text);
    return typeof was === 'object' && was !== null ? (was as Record<string, string>) : {};
  } catch {
    return {};
  }
}

/** The rows of a posted form, by the file each is about. */
function postedRows(values: Values, group: FileGroup): Map<string, PostedRow> {
  const rows = new Map<string, PostedRow>();
  for (const [name, [fileId = '']] of Object.entries(values)) {
    const row = new RegExp(`^${group}\\.(\\d{1,2})\\.fileId$`).exec(name)?.[1];
    if (row === undefined) continue;
    const texts = textsOf[group].map((field) => [field, first(values, `${group}.${row}.${field}`)] as const);
    rows.set(fileId, { texts: Object.fromEntries(texts), was: readWas(first(values, `${group}.${row}.was`)) });
  }
  return rows;
}

const textOf = (ref: FileRef, field: string): string => (ref as Record<string, string | null | undefined>)[field] ?? '';

/** The texts of a listing's file, as the form keeps them to tell later who changed what. */
export const wasOf = (group: FileGroup, ref: FileRef): string =>
  JSON.stringify(Object.fromEntries(textsOf[group].map((field) => [field, textOf(ref, field)])));

function arrange<T extends FileRef>(group: FileGroup, refs: readonly T[], wish: Wish): T[] {
  if (wish === null) return [...refs];
  if (wish.kind === 'restore') {
    const { at, ref } = wish;
    if (wish.group !== group || refs.some(({ fileId }) => fileId === ref.fileId)) return [...refs];
    return [...refs.slice(0, at), ref as T, ...refs.slice(at)];
  }
  const rest = refs.filter(({ fileId }) => fileId !== wish.fileId);
  const moved = refs.find(({ fileId }) => fileId === wish.fileId);
  if (wish.kind === 'move' && moved) rest.splice(Math.min(wish.to, rest.length), 0, moved);
  return rest;
}

export interface Applied<T> {
  refs: T[];
  /** Texts that somebody else changed to something else meanwhile; nothing is written then. */
  problems: Problem[];
  /** The form to show again, in the listing's order, with what was typed. */
  values: Values;
}

/**
 * Puts a form's texts and its button's wish together with the listing as it is now: what the form did not change is taken from the
 * listing, so that two people at one page lose no word; what both changed is for the person to decide.
 * @param now the pictures or documents of the listing as it is
 */
export function applyRows<T extends FileRef>(
  group: FileGroup,
  now: readonly T[],
  posted: Values,
  wish: Wish,
): Applied<T> {
  const rows = postedRows(posted, group);
  const problems: Problem[] = [];
  const values: Values = {};
  const refs = now.map((ref, index) => {
    const row = rows.get(ref.fileId);
    const texts = textsOf[group].map((field) => {
      const theirs = textOf(ref, field);
      const was = row?.was[field];
      const mine = row?.texts[field] ?? theirs;
      const isMine = was !== undefined && mine !== was;
      const path = `${group}.${String(index)}.${field}`;
      values[path] = [isMine ? mine : theirs];
      if (isMine && theirs !== was && theirs !== mine)
        problems.push({
          path,
          message: `Somebody else wrote “${theirs}” here meanwhile: save again to keep yours, or put theirs in its place`,
        });
      return [field, isMine ? mine : theirs] as const;
    });
    // An emptied caption is none.
    const { caption: _, ...rest } = ref as Partial<PictureRef>;
    return { ...rest, ...Object.fromEntries(texts.filter(([field, text]) => field !== 'caption' || text !== '')) } as T;
  });
  return { refs: arrange(group, refs, wish), problems, values };
}
