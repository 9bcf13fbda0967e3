// A form with files, read as it arrives: nothing that was typed is lost with a file that is far too large.
import { describe, expect, it } from 'vitest';
import { MOST_BYTES } from './labels.ts';
import { readFilesForm } from './read.ts';

function post(fill: (form: FormData) => void): Request {
  const body = new FormData();
  fill(body);
  return new Request('http://localhost/', { method: 'POST', body });
}

describe('readFilesForm', () => {
  it('reads texts, those after a file too, and the file with its name and type', async () => {
    const { values, files } = await readFilesForm(
      post((form) => {
        form.append('picture.altText', 'A van\r\nin the rain – “ours”');
        form.append('picture.file', new File(['abc'], 'vän.png', { type: 'image/png' }));
        form.append('document.title', 'Report');
        form.append('then', 'add:documents');
      }),
    );
    expect(values).toEqual({
      'picture.altText': ['A van\nin the rain – “ours”'],
      'document.title': ['Report'],
      then: ['add:documents'],
    });
    const chosen = files['picture.file'];
    expect([chosen?.name, chosen?.file?.type, await chosen?.file?.text()]).toEqual(['vän.png', 'image/png', 'abc']);
  });

  it('keeps the texts beside a file that is too large, and not the file', async () => {
    const large = new File([new Uint8Array(MOST_BYTES + 1)], 'van.png');
    const most = new File([new Uint8Array(MOST_BYTES)], 'report.pdf');
    const { values, files } = await readFilesForm(
      post((form) => {
        form.append('picture.file', large);
        form.append('document.file', most);
        form.append('document.title', 'Report');
      }),
    );
    expect(files['picture.file']).toEqual({ name: 'van.png', file: undefined });
    expect(files['document.file']?.file?.size).toBe(MOST_BYTES);
    expect(values).toEqual({ 'document.title': ['Report'] });
  });

  it('finds no file where none was chosen, and an empty one where it is empty', async () => {
    const { files } = await readFilesForm(
      post((form) => {
        form.append('picture.file', new File([], ''));
        form.append('document.file', new File([], 'empty.txt'));
      }),
    );
    expect([Object.keys(files), files['document.file']?.file?.size]).toEqual([['document.file'], 0]);
  });

  it.each([
    ['no form', 'text/plain', 'hello'],
    [
      'a form that breaks off',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb',
    ],
  ])('throws at %s', async (_what, type, body) => {
    const request = new Request('http://localhost/', { method: 'POST', headers: { 'content-type': type }, body });
    await expect(readFilesForm(request)).rejects.toThrow();
  });
});
