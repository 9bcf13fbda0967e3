// A listing as one A4 page that reads well aloud too: tagged (PDF/UA-1), with its fonts, its language and its title.
import type { Listing } from '@exchange/contracts';
import PDFDocument from 'pdfkit';
import { leafOf, type Limits, type PlaceNames } from './pdf-content.ts';
import { fontFiles, LEFT_OUT, printable } from './pdf-fonts.ts';
import { INK, place, SHEET, type Measure, type Piece, type Placed, type Tagged } from './pdf-layout.ts';

/** Sizes at which all is told, in points. */
const wholeSizes = [9.5, 9, 8.5] as const;
/** From much to little, each shorter than the one before. */
const cuts: readonly (Limits & { size: number })[] = [
  { size: 8.5, text: 1200, items: 12 },
  { size: 8.5, text: 900, items: 10 },
  { size: 8.5, text: 650, items: 8 },
  { size: 8.5, text: 450, items: 6 },
  { size: 8, text: 450, items: 6 },
  { size: 8, text: 320, items: 5 },
  { size: 8, text: 240, items: 4 },
  { size: 8, text: 160, items: 3 },
  { size: 7.5, text: 120, items: 2 },
];
const shortest = { size: 7, text: 60, items: 1 };
const LINE_GAP = 0.6;
const LOWEST = SHEET.bottom - 4;

/** PDF/UA-1, which the types of pdfkit do not know yet. */
const PDF_UA = { subset: 'PDF/UA' } as const;

function begin(listing: Listing): PDFKit.PDFDocument {
  const changed = new Date(listing.updatedAt);
  const options: PDFKit.PDFDocumentOptions = {
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    autoFirstPage: false,
    info: {
      Title: printable(listing.title ?? 'No title yet'),
      Author: printable(listing.organisation.name),
      Subject: printable(listing.summary ?? ''),
      Creator: 'Innovation Exchange',
      // Of the listing, not of now: the same listing gives the same file.
      CreationDate: changed,
      ModDate: changed,
    },
  };
  return new PDFDocument(Object.assign(options, PDF_UA));
}

/** All of it in the largest size that fits the page; else the longest cut that fits, found by halving; the shortest when none does. */
function fit(listing: Listing, names: PlaceNames, measure: Measure): { placed: Placed; isWhole: boolean } {
  const whole = leafOf(listing, names, { text: Infinity, items: Infinity });
  for (const size of wholeSizes) {
    const placed = place(whole, size, measure);
    if (placed.bottom <= LOWEST) return { placed, isWhole: true };
  }
  const placeCut = ({ size, ...limits }: Limits & { size: number }) =>
    place(leafOf(listing, names, limits), size, measure);
  let left = cuts;
  let found = placeCut(shortest);
  for (;;) {
    const middle = Math.floor(left.length / 2);
    const cut = left[middle];
    if (cut === undefined) return { placed: found, isWhole: false };
    const placed = placeCut(cut);
    const fits = placed.bottom <= LOWEST;
    if (fits) found = placed;
    left = fits ? left.slice(0, middle) : left.slice(middle + 1);
  }
}

const textOf = (tags: readonly Tagged[]): string =>
  tags.map(({ holds }) => (Array.isArray(holds) ? textOf(holds) : holds.text)).join('\n');

/** What is no part of the text: the mark, and fine lines. Readers that speak pass over it. */
function drawArtifacts(doc: PDFKit.PDFDocument, { lines }: Placed): void {
  doc.markContent('Artifact', { type: 'Layout' });
  for (const { x, y, width, height, colour } of lines) doc.rect(x, y, width, height).fill(colour);
  doc.lineWidth(2.2);
  doc.circle(SHEET.margin + 7, 40, 6).stroke('#f2b63c');
  doc.circle(SHEET.margin + 15, 40, 6).stroke('#0b4f4a');
  doc.font('bold').fontSize(11).fillColor('#0b4f4a');
  doc.text('Innovation Exchange', SHEET.margin + 28, 33.5, { lineBreak: false });
  doc.endMarkedContent();
}

function write(doc: PDFKit.PDFDocument, { text, x, y, width, size, font, colour, link }: Piece): void {
  doc.font(font).fontSize(size).fillColor(colour);
  doc.text(text, x, y, { width, lineGap: LINE_GAP, ...(link === undefined ? {} : { link }) });
}

function toStructure(doc: PDFKit.PDFDocument, { tag, holds, scope }: Tagged): PDFKit.PDFStructureElement {
  // The types of pdfkit do not know the scope of a heading cell yet.
  const options = Object.assign<PDFKit.Mixins.StructureElementOptions, { scope?: string }>({}, scope ? { scope } : {});
  if (Array.isArray(holds)) {
    const parts = holds.map((one) => toStructure(doc, one));
    return doc.struct(tag, options, parts);
  }
  const draw = () => {
    write(doc, holds);
  };
  return doc.struct(tag, options, [draw]);
}

function footOf(listing: Listing, address: string, placed: Placed, isWhole: boolean): Tagged[] {
  const hasLeftOut = textOf(placed.tags).includes(LEFT_OUT);
  const at = { x: SHEET.margin, width: SHEET.width - 2 * SHEET.margin, size: 8, colour: INK, font: 'body' } as const;
  return [
    {
      tag: 'P',
      holds: { ...at, y: SHEET.bottom + 4, text: isWhole ? 'This listing, and who to ask, at' : 'Read the rest at' },
    },
    { tag: 'P', holds: [{ tag: 'Link', holds: { ...at, y: SHEET.bottom + 14, text: address, link: address } }] },
    ...(hasLeftOut
      ? [
          {
            tag: 'P' as const,
            holds: {
              ...at,
              y: SHEET.bottom + 24,
              text: `${LEFT_OUT} stands for letters that this page has no shapes for.`,
            },
          },
        ]
      : []),
  ];
}

/**
 * Draws it.
 * @param address of the listing's page, to read the rest at
 * @returns the file's bytes; the same for the same listing
 */
export async function listingPdf(listing: Listing, names: PlaceNames, address: string): Promise<Buffer> {
  const doc = begin(listing);
  const parts: Buffer[] = [];
  doc.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise<void>((resolve, reject) => {
    doc.once('end', resolve);
    doc.once('error', reject);
  });
  doc.registerFont('body', fontFiles.body);
  doc.registerFont('bold', fontFiles.bold);
  doc.addPage();
  const { placed, isWhole } = fit(listing, names, ({ text, width, size, font }) =>
    doc.font(font).fontSize(size).heightOfString(text, { width, lineGap: LINE_GAP }),
  );
  drawArtifacts(doc, placed);
  const tags = [...placed.tags, ...footOf(listing, address, placed, isWhole)];
  doc.addStructure(
    doc.struct(
      'Document',
      {},
      tags.map((tag) => toStructure(doc, tag)),
    ),
  );
  doc.end();
  await ended;
  return Buffer.concat(parts);
}
