// Files of listings over HTTP: adding, refusing, naming, and who may read them when.
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileLimits } from '@exchange/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';
import { aPdf, aPhotograph, aPicture, aProgram, send } from './samples.ts';

let api: TestApi;
let organisationId = '';
let writer = '';
let reader = '';
let stranger = '';
let staff = '';
let picture: { bytes: Buffer; name: string };
beforeAll(async () => {
  api = await createTestApi();
  const [editor, viewer, other] = [await api.aUser(), await api.aUser(), await api.aUser()];
  const members = [
    { user: editor, role: 'editor' },
    { user: viewer, role: 'viewer' },
  ] as const;
  organisationId = (await api.anOrganisation({ members: [...members] })).id;
  [writer, reader, stranger] = [await api.signIn(editor), await api.signIn(viewer), await api.signIn(other)];
  staff = await api.signIn(await api.aStaffUser());
  picture = { bytes: await aPhotograph(60, 40), name: 'a photograph.jpg' };
});
afterAll(() => api.close());

const pdf = { bytes: aPdf(), name: 'annual-report_2006.pdf' };
const altText = 'A volunteer reads a letter aloud';
const aDraft = async () => (await api.aListing({ organisationId })).id;
const aPublished = async () => (await api.aPublishedListing({ organisationId })).id;
const addPicture = (id: string, token = writer, fields: Record<string, string> = { altText }) =>
  send(api, `/listings/${id}/pictures`, picture, { token, fields });
const read = (path: string, token?: string) => api.ask(path, { token });

describe('POST /listings/:id/pictures', () => {
  it('adds a picture, which its organisation reads and others do not', async () => {
    const id = await aDraft();
    const { status, body } = await addPicture(id, writer, { altText, caption: 'In Gateshead' });
    expect(status).toBe(201);
    expect(body.file).toMatchObject({ kind: 'picture', name: picture.name, contentType: null });
    expect(body.listing).toMatchObject({
      version: 2,
      pictures: [{ fileId: body.file.id, altText, caption: 'In Gateshead' }],
      files: [body.file],
    });
    const path = body.file.variants[0]!.path;
    const shown = await read(path, reader);
    expect(shown.status).toBe(200);
    expect(shown.headers).toMatchObject({ 'content-type': 'image/avif', 'cache-control': 'private, no-store' });
    expect((await read(path)).status).toBe(404);
    expect((await read(path, stranger)).status).toBe(404);
    expect((await read(path, 'nonsense')).status).toBe(401);
    const history = await api.ask(`/listings/${id}/history`, { token: writer });
    expect(history.body.items[0]).toMatchObject({ action: 'listing.changed', details: { changed: ['pictures'] } });
  });

  it('names what is missing or wrong', async () => {
    const id = await aDraft();
    const problems = async (...[file, fields]: [Parameters<typeof send>[2], Record<string, string>]) => {
      const { status, body } = await send(api, `/listings/${id}/pictures`, file, { token: writer, fields });
      expect(status).toBe(422);
      return body.error.fields?.map(({ path, message }) => `${path} ${message}`);
    };
    expect(await problems(undefined, {})).toEqual(['file must be chosen', 'altText is needed']);
    expect(await problems(picture, { altText: ' ' })).toEqual(['altText must not be empty']);
    expect(await problems(picture, { altText, colour: 'red' })).toEqual(['colour is not a field that is known here']);
    expect(await problems(picture, { altText: 'x'.repeat(5_000) })).toEqual(['altText is too long']);
    expect(await problems({ bytes: Buffer.alloc(0), name: 'a.jpg' }, { altText })).toEqual([
      'file is empty: it has 0 bytes',
    ]);
    expect((await problems({ bytes: aProgram(), name: 'a.jpg' }, { altText }))?.[0]).toMatch(/^file must be a picture/);
    expect((await read(`/listings/${id}`, writer)).body).toMatchObject({ version: 1, pictures: [] });
  });

  it('is for those who write the listing', async () => {
    const id = await aDraft();
    expect((await send(api, `/listings/${id}/pictures`, picture, { fields: { altText } })).status).toBe(401);
    expect((await addPicture(id, reader)).status).toBe(403);
    expect((await addPicture(id, stranger)).status).toBe(404);
    expect((await addPicture('019a5c1e-0000-7000-8000-000000000000')).status).toBe(404);
    expect((await addPicture('nobody')).status).toBe(404);
  });

  it('takes eight, and no ninth', async () => {
    const id = await aDraft();
    for (let count = 0; count < fileLimits.pictures; count += 1) expect((await addPicture(id)).status).toBe(201);
    const { status, body } = await addPicture(id);
    expect([status, body.error.fields?.[0]?.message]).toEqual([
      422,
      'is one too many: a listing has 8 pictures at the most',
    ]);
  });

  it('answers a repeated key with the first answer, and refuses the key for another file', async () => {
    const id = await aDraft();
    const headers = { 'idempotency-key': 'twice' };
    const again = () => send(api, `/listings/${id}/pictures`, picture, { token: writer, fields: { altText }, headers });
    const [first, second] = [await again(), await again()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect((await read(`/listings/${id}`, writer)).body.pictures).toHaveLength(1);
    const other = { ...picture, bytes: await aPicture('png', 20, 20) };
    const refused = await send(api, `/listings/${id}/pictures`, other, { token: writer, fields: { altText }, headers });
    expect([refused.status, refused.body.error.code]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('refuses what is no form, and a form that is cut off', async () => {
    const path = `/listings/${await aDraft()}/pictures`;
    expect((await api.ask(path, { token: writer, body: { altText } })).status).toBe(415);
    const headers = { 'content-type': 'multipart/form-data; boundary=x', authorization: `Bearer ${writer}` };
    const payload = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nhalf';
    const cut = await api.app.inject({ method: 'POST', url: `/api/v1${path}`, headers, payload });
    expect([cut.statusCode, cut.json<{ error: { code: string } }>().error.code]).toEqual([400, 'MALFORMED']);
  });
});

describe('a file that is too large', () => {
  it('is refused by what is said of its length, before it is sent', async () => {
    const id = await aDraft();
    await api.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = api.app.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    const lines = [
      `POST /api/v1/listings/${id}/pictures HTTP/1.1`,
      'host: localhost',
      `authorization: Bearer ${writer}`,
      'content-type: multipart/form-data; boundary=x',
      'content-length: 50000000',
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n--x\r\n`);
    let answer = '';
    for await (const part of socket) answer += String(part);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"path":"file","message":"must be 10 MB or less"');
  });

  it('is refused while it is read, when nothing was said', async () => {
    const path = `/listings/${await aDraft()}/documents`;
    const file = { bytes: Buffer.concat([aPdf(), Buffer.alloc(fileLimits.bytes)]), name: 'a.pdf' };
    const { status, body } = await send(api, path, file, { token: writer, headers: { 'content-length': '' } });
    expect([status, body.error.code]).toEqual([413, 'FILE_TOO_LARGE']);
  });
});

describe('POST /listings/:id/documents', () => {
  it('adds a document, called by its name, that is read as an attachment', async () => {
    const id = await aDraft();
    const { status, body } = await send(api, `/listings/${id}/documents`, pdf, { token: writer });
    expect(status).toBe(201);
    expect(body.listing).toMatchObject({ documents: [{ fileId: body.file.id, title: 'annual report 2006' }] });
    const shown = await read(body.file.path!, writer);
    expect(shown.text).toBe(pdf.bytes.toString());
    expect(shown.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="annual-report_2006.pdf"; filename*=UTF-8''annual-report_2006.pdf`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
  });

  it('refuses what is not what it says, and those who do not write it', async () => {
    const path = `/listings/${await aDraft()}/documents`;
    const renamed = await send(api, path, { ...pdf, bytes: aProgram() }, { token: writer });
    expect(renamed.body.error.fields?.[0]?.message).toMatch(/^is not what its name says/);
    expect((await send(api, path, pdf, { token: reader })).status).toBe(403);
    expect((await send(api, path, pdf, { token: stranger })).status).toBe(404);
    expect((await send(api, path, pdf)).status).toBe(401);
  });
});

describe('the files of a published listing', () => {
  it('wait in a revision, and are everybody’s once it is approved', async () => {
    const id = await aPublished();
    const { body } = await addPicture(id);
    const path = body.file.variants[0]!.path;
    expect(body.listing).toMatchObject({ pendingRevision: { changed: ['pictures'], material: false } });
    expect((await read(`/listings/${id}`)).body).toMatchObject({ pictures: [], files: [] });
    expect((await read(`/listings/${id}`, writer)).body).toMatchObject({ pictures: [], files: [] });
    expect((await read(path)).status).toBe(404);
    const diff = await read(`/listings/${id}/revisions/2`, writer);
    const words = JSON.stringify(diff.body.diff);
    expect(words).toContain(altText);
    expect(words).toContain(picture.name);
    expect(words).not.toContain(body.file.id);

    await api.ask(`/listings/${id}/submit`, { method: 'POST', token: writer });
    await api.ask(`/listings/${id}/publish`, { method: 'POST', token: staff });
    expect((await read(`/listings/${id}`)).body).toMatchObject({ files: [body.file] });
    const shown = await read(path);
    expect(shown.headers).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable' });
    const etag = String(shown.headers.etag);
    const kept = await api.ask(path, { headers: { 'if-none-match': etag } });
    expect([kept.status, kept.text, kept.headers.etag]).toEqual([304, '', etag]);

    await api.ask(`/listings/${id}/pause`, { method: 'POST', token: writer });
    expect((await read(path)).status).toBe(404);
    expect((await read(path, writer)).headers['cache-control']).toBe('private, no-store');
  });

  it('are no longer everybody’s once they are taken out', async () => {
    const id = await aPublished();
    const { body } = await addPicture(id, staff);
    const path = body.file.variants[0]!.path;
    expect((await read(path)).status).toBe(200);
    const { version } = (await read(`/listings/${id}`)).body;
    const emptied = { method: 'PATCH', token: staff, body: { version, pictures: [] } } as const;
    expect((await api.ask(`/listings/${id}`, emptied)).status).toBe(200);
    expect((await read(path)).status).toBe(404);
    expect((await read(path, staff)).status).toBe(200);
  });
});

describe('a listing names its own files only', () => {
  it('whoever asks, and whatever kind they are', async () => {
    const [mine, other] = [await aDraft(), await aDraft()];
    const theirs = (await addPicture(other)).body.file.id;
    const document = (await send(api, `/listings/${mine}/documents`, pdf, { token: writer })).body.file.id;
    const refused = async (fileId: string) => {
      const body = { version: 2, pictures: [{ fileId, altText }] };
      const reply = await api.ask(`/listings/${mine}`, { method: 'PATCH', token: writer, body });
      return [reply.status, reply.body.error.fields[0]?.path, reply.body.error.fields[0]?.message];
    };
    const expected = [422, 'pictures.0.fileId', 'must be a picture that was sent to this listing'];
    expect(await refused(theirs)).toEqual(expected);
    expect(await refused(document)).toEqual(expected);
    expect(await refused(organisationId)).toEqual(expected);
    const made = await api.ask('/listings', {
      token: writer,
      body: { organisationId, pictures: [{ fileId: theirs, altText }] },
    });
    expect(made.status).toBe(422);
  });

  it('in the order it says', async () => {
    const id = await aDraft();
    const files = [(await addPicture(id)).body.file.id, (await addPicture(id)).body.file.id];
    const pictures = files.reverse().map((fileId) => ({ fileId, altText: `${altText} (${fileId})` }));
    const body = { version: 3, pictures };
    const reply = await api.ask(`/listings/${id}`, { method: 'PATCH', token: writer, body });
    expect(reply.body.pictures).toEqual(pictures);
    expect((await read(`/listings/${id}`, writer)).body.pictures).toEqual(pictures);
  });
});

describe('GET /files/:id/:hash', () => {
  it('knows whole addresses only', async () => {
    const { file } = (await addPicture(await aPublished(), staff)).body;
    const [{ path }] = [file.variants[0]!];
    expect((await read(path)).status).toBe(200);
    for (const wrong of [`/files/${file.id}/${'x'.repeat(43)}`, `/files/${file.id}/x`, path.replace(file.id, 'x')])
      expect((await read(wrong)).status, wrong).toBe(404);
  });
});
