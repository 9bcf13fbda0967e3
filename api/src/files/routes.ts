// Files: POST /listings/:id/pictures, POST /listings/:id/documents, GET /files/:id/:hash
import multipart from '@fastify/multipart';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { creating } from '../plugins/idempotency.ts';
import { maybeSignedIn, viewerOf } from '../plugins/viewer.ts';
import * as schemas from './schemas.ts';
import { addDocument, addPicture, readFile, requireWriter } from './service.ts';
import { multipartLimits, readUpload } from './upload.ts';

const A_YEAR = 31_536_000;

export const fileRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  await app.register(multipart, { limits: multipartLimits });
  /** A stranger's file is refused before it is read. */
  const receive = async (request: FastifyRequest, reply: FastifyReply) => {
    await requireWriter(context, viewerOf(request), (request.params as { id: string }).id);
    await readUpload(request, reply);
  };
  const receiving = { ...creating, preValidation: receive };

  app.post('/listings/:id/pictures', { ...receiving, schema: schemas.addPicture }, async (request, reply) => {
    reply.code(201);
    return addPicture(context, viewerOf(request), request.params.id, request.body);
  });
  app.post('/listings/:id/documents', { ...receiving, schema: schemas.addDocument }, async (request, reply) => {
    reply.code(201);
    return addDocument(context, viewerOf(request), request.params.id, request.body);
  });
  app.get('/files/:id/:hash', { ...maybeSignedIn, schema: schemas.read }, async (request, reply) => {
    const { hash } = request.params;
    const asked = request.headers['if-none-match'] ?? '';
    const file = await readFile(context, request.viewer, request.params, (one) => asked.includes(`"${one}"`));
    reply
      .headers(file.headers)
      .header('etag', `"${hash}"`)
      .header('vary', 'authorization')
      .header('cache-control', file.isPublic ? `public, max-age=${String(A_YEAR)}, immutable` : 'private, no-store')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox");
    return file.bytes === undefined ? reply.code(304).send() : reply.send(file.bytes);
  });
};
