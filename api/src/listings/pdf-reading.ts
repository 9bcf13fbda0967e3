// Reads a PDF back as a program for people who cannot see it does: for tests.
import { getDocumentProxy } from 'unpdf';

interface StructNode {
  role?: string;
  type?: string;
  id?: string;
  children?: StructNode[];
}
/** A tag with what it holds, and the text in it in order. */
export interface ReadTag {
  role: string;
  text: string;
  children: ReadTag[];
}
export interface ReadPdf {
  pages: number;
  lang: string | null;
  title: string | null;
  displaysTitle: boolean;
  isMarked: boolean;
  /** The document's tags, from the top. */
  root: ReadTag;
  /** Each text that is tagged, in reading order, its line breaks as spaces. */
  text: string;
  /** Text on the page that no tag holds. */
  artifacts: string;
  links: string[];
  fonts: string[];
  /** The lowest point of text, in points from the page's lower edge. */
  lowest: number;
}

interface ReadText {
  str: string;
  hasEOL: boolean;
  transform: number[];
  fontName: string;
}
const isText = (item: object): item is ReadText => 'str' in item;

/** The text of each marked piece by its id, and what stands in none. */
function textsOf(items: readonly object[]): { byId: Map<string, string>; artifacts: string } {
  const byId = new Map<string, string>();
  const open: string[] = [];
  let artifacts = '';
  for (const item of items) {
    if (isText(item)) {
      const text = item.str + (item.hasEOL ? ' ' : '');
      const id = open.findLast((one) => one !== '');
      if (id === undefined) artifacts += text;
      else byId.set(id, (byId.get(id) ?? '') + text);
    } else if ('type' in item && item.type === 'endMarkedContent') open.pop();
    else open.push('id' in item && typeof item.id === 'string' ? item.id : '');
  }
  return { byId, artifacts };
}

function readTag(node: StructNode, byId: ReadonlyMap<string, string>): ReadTag {
  const children: ReadTag[] = [];
  let text = '';
  for (const child of node.children ?? []) {
    if (child.type === 'content') text += byId.get(child.id ?? '') ?? '';
    else if (child.role !== undefined) {
      const read = readTag(child, byId);
      children.push(read);
      text += ` ${read.text}`;
    }
  }
  return { role: node.role ?? '', text: text.replace(/\s+/g, ' ').trim(), children };
}

export async function readPdf(bytes: Buffer): Promise<ReadPdf> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const page = await document.getPage(1);
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  const { byId, artifacts } = textsOf(items);
  const tree = (await page.getStructTree()) as StructNode | null;
  const info = (await document.getMetadata()).info as Partial<Record<string, unknown>>;
  const preferences = (await document.getViewerPreferences()) as Partial<Record<string, unknown>> | null;
  const annotations = (await page.getAnnotations()) as { url?: string }[];
  await page.getOperatorList();
  const root = readTag(tree ?? {}, byId);
  const texts = (items as readonly object[]).filter(isText);
  const names = texts.map(({ fontName }) => fontName);
  return {
    pages: document.numPages,
    lang: typeof info.Language === 'string' ? info.Language : null,
    title: typeof info.Title === 'string' ? info.Title : null,
    displaysTitle: preferences?.DisplayDocTitle === true,
    isMarked: ((await document.getMarkInfo()) as { Marked?: boolean } | null)?.Marked === true,
    root,
    text: root.text,
    artifacts: artifacts.trim(),
    links: annotations.flatMap(({ url }) => (url === undefined ? [] : [url])),
    fonts: [...new Set(names)].map((name) => (page.commonObjs.get(name) as { name?: string }).name ?? ''),
    lowest: Math.min(...texts.filter(({ str }) => str.trim() !== '').map(({ transform }) => transform[5] ?? 0)),
  };
}
