// Templates compiled once: MJML becomes HTML with holes in it, and each message only fills the holes.
import { escapeHtml } from './text.ts';

/** What fills a template: texts, conditions, and lists of the same. */
export interface View {
  readonly [name: string]: string | boolean | null | undefined | readonly View[];
}

type Part =
  | { kind: 'literal'; html: string }
  | { kind: 'value'; name: string }
  | { kind: 'section'; name: string; parts: Part[] };

/** `{{name}}`, `{{#name}}` (each of a list, or if true) and `{{/name}}`. */
const TAG = /\{\{([#/]?)([a-zA-Z]+)\}\}/g;

/** Reads a template's holes. @throws when its sections do not close in order */
function parse(html: string): Part[] {
  const root: Part[] = [];
  const open: { name: string; parts: Part[] }[] = [{ name: '', parts: root }];
  let end = 0;
  for (const found of html.matchAll(TAG)) {
    const [tag, sign = '', name = ''] = found;
    const parts = open.at(-1)?.parts ?? root;
    parts.push({ kind: 'literal', html: html.slice(end, found.index) });
    end = found.index + tag.length;
    if (sign === '#') {
      const section = { kind: 'section', name, parts: [] } satisfies Part;
      parts.push(section);
      open.push(section);
    } else if (sign === '/') {
      if (open.pop()?.name !== name || open.length === 0) throw new Error(`{{/${name}}} closes nothing that is open`);
    } else {
      parts.push({ kind: 'value', name });
    }
  }
  if (open.length > 1) throw new Error(`{{#${open.at(-1)?.name ?? ''}}} is never closed`);
  root.push({ kind: 'literal', html: html.slice(end) });
  return root;
}

function fill(parts: readonly Part[], view: View): string {
  return parts
    .map((part) => {
      if (part.kind === 'literal') return part.html;
      const value = view[part.name];
      if (part.kind === 'section') {
        if (Array.isArray(value)) return value.map((item: View) => fill(part.parts, { ...view, ...item })).join('');
        return value ? fill(part.parts, view) : '';
      }
      if (typeof value !== 'string') throw new Error(`the template asks for a text {{${part.name}}}`);
      return escapeHtml(value);
    })
    .join('');
}

/** Compiles a template, strictly. @returns what fills it: every value is escaped, and a missing one throws */
export async function compile(mjml: string): Promise<(view: View) => string> {
  // It takes a second to load, and nothing but the first message waits for it.
  const { default: mjml2html } = await import('mjml');
  const { html } = await mjml2html(mjml, { validationLevel: 'strict', fonts: {}, keepComments: false });
  // Indentation is a third of what MJML writes, and each message would carry it.
  const parts = parse(html.replace(/\n\s+/g, '\n'));
  return (view) => fill(parts, view);
}
