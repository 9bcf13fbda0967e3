// Documents told by their bytes: each kind that is taken, each that is refused, names that would do harm, and the header they travel in.
import { describe, expect, it } from 'vitest';
import { ApiError } from '../errors.ts';
import { toDocument } from './documents.ts';
import { attachment, safeName } from './names.ts';
import { aPdf, aPhotograph, aProgram, aWordDocument, anOpenDocument, aZip } from './samples.ts';

const types = { name: '[Content_Types].xml' };

function refusalOf(bytes: Buffer, name: string): string {
  try {
    toDocument(bytes, name);
  } catch (error) {
    if (error instanceof ApiError) return error.details.fields?.[0]?.message ?? '';
  }
  throw new Error(`${name} was not refused`);
}

describe('toDocument', () => {
  it.each([
    ['report.PDF', aPdf(), 'application/pdf'],
    ['plan.docx', aWordDocument(), 'wordprocessingml.document'],
    ['costs.xlsx', aZip([types, { name: 'xl/workbook.xml' }]), 'spreadsheetml.sheet'],
    ['talk.pptx', aZip([types, { name: 'ppt/presentation.xml' }]), 'presentationml.presentation'],
    ['plan.odt', anOpenDocument(), 'opendocument.text'],
    ['costs.ods', anOpenDocument('application/vnd.oasis.opendocument.spreadsheet'), 'opendocument.spreadsheet'],
    ['figures.csv', Buffer.from('year,people\n2006,400\n'), 'text/csv; charset=utf-8'],
    ['notes.txt', Buffer.from('Plain words, and 3 < 4.\n'), 'text/plain; charset=utf-8'],
  ])('takes %s as it is', (name, bytes, type) => {
    const kept = toDocument(bytes, name);
    expect(kept.contentType).toContain(type);
    expect(kept.bytes.equals(bytes)).toBe(true);
  });

  it('makes UTF-8 of the text of older programs', () => {
    expect(toDocument(Buffer.from('cost,£5\n', 'latin1'), 'a.csv').bytes.toString()).toBe('cost,£5\n');
  });

  it('refuses what is not what its name says', async () => {
    expect(refusalOf(aProgram(), 'report.pdf')).toMatch(/^is not what its name says: it ends in \.pdf/);
    expect(refusalOf(aProgram(), 'report.docx')).toMatch(/^is not what its name says/);
    expect(refusalOf(aPdf(), 'report.docx')).toMatch(/^is not what its name says/);
    expect(refusalOf(aWordDocument(), 'costs.xlsx')).toMatch(/^is not what its name says/);
    expect(refusalOf(anOpenDocument(), 'costs.ods')).toMatch(/^is not what its name says/);
    expect(refusalOf(aZip([{ name: 'readme.txt' }]), 'plan.odt')).toMatch(/^is not what its name says/);
    expect(refusalOf(aProgram(), 'notes.txt')).toMatch(/^must be plain text/);
    expect(refusalOf(await aPhotograph(10, 10), 'figures.csv')).toMatch(/^must be plain text/);
  });

  it('refuses kinds that are not taken, and says which are', () => {
    for (const name of ['setup.exe', 'page.html', 'drawing.svg', 'archive.zip', 'report', 'report.pdf.exe', '.pdf.'])
      expect(refusalOf(aPdf(), name), name).toMatch(/^must be PDF, Word \(docx\)/);
    expect(refusalOf(Buffer.from('  <!DOCTYPE html><script>'), 'notes.txt')).toBe(
      'must be plain text, and no web page',
    );
    expect(refusalOf(Buffer.from('<svg onload="x">'), 'notes.txt')).toBe('must be plain text, and no web page');
  });

  it('refuses macros, by their name and inside', () => {
    for (const bytes of [aWordDocument({ name: 'word/vbaProject.bin' }), aWordDocument({ name: 'word/activeX/a.bin' })])
      expect(refusalOf(bytes, 'plan.docx')).toMatch(/^must not hold macros/);
    expect(refusalOf(aWordDocument(), 'plan.docm')).toMatch(/^must not hold macros/);
    expect(refusalOf(aZip([{ name: 'Basic/Standard/Module1.xml' }]), 'plan.odt')).toMatch(/^must not hold macros/);
  });

  it('refuses what unpacks to too much, by what its list declares, and lists that are cut off', () => {
    const bomb = aWordDocument({ name: 'word/media/a.bin', size: 3_000_000_000 });
    expect(refusalOf(bomb, 'plan.docx')).toBe('must not unpack to more than 200 MB');
    const many = Array.from({ length: 10_001 }, (_, index) => ({ name: String(index) }));
    expect(refusalOf(aWordDocument(...many), 'plan.docx')).toBe('must not unpack to more than 200 MB');
    const cut = aWordDocument();
    expect(refusalOf(cut.subarray(0, cut.length - 10), 'plan.docx')).toMatch(/^is not what its name says/);
    const lying = aWordDocument();
    lying.writeUInt32LE(0xfffffff0, lying.length - 6);
    expect(refusalOf(lying, 'plan.docx')).toMatch(/^is not what its name says/);
  });
});

describe('names of files', () => {
  it.each([
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['C:\\Users\\sam\\report.pdf', 'report.pdf'],
    ['re\u202Eport\u0000\r\n.pdf', 'report.pdf'],
    ['a<b>"c|d?.pdf', 'a-b--c-d-.pdf'],
    ['...', 'file'],
    ['', 'file'],
    ['Bericht für Ärzte 👩.pdf', 'Bericht für Ärzte 👩.pdf'],
    [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(116)}.pdf`],
  ])('are made safe: %j', (name, safe) => {
    expect(safeName(name)).toBe(safe);
  });

  it.each([
    ['report.pdf', `attachment; filename="report.pdf"; filename*=UTF-8''report.pdf`],
    ['a"b\\c;%.pdf', `attachment; filename="a-b-c--.pdf"; filename*=UTF-8''a%22b%5Cc%3B%25.pdf`],
    ['Ärzte (1).pdf', `attachment; filename="Arzte (1).pdf"; filename*=UTF-8''%C3%84rzte%20%281%29.pdf`],
    ['日本.pdf', `attachment; filename="file.pdf"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.pdf`],
  ])('travel in a header as ASCII and whole: %j', (name, header) => {
    expect(attachment(name)).toBe(header);
    expect(attachment(name)).toMatch(/^[\x20-\x7e]+$/);
  });
});
