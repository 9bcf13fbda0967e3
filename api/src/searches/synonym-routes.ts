// The synonyms that staff add to the search: /admin/synonyms
import { CreateSynonymBody, Synonym } from '@exchange/contracts';
import { addSynonym, listSynonyms, removeSynonym } from '@exchange/db/searches/synonyms';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { nothing } from '../accounts/schemas.ts';
import { conflict, notFound } from '../errors.ts';
import { requireStaff } from '../organisations/service.ts';
import { bearer, endpoint } from '../plugins/endpoint.ts';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import { IdParams } from '../requests.ts';

const tags = ['admin'];
const list = endpoint(
  {
    operationId: 'listSynonyms',
    tags,
    summary: 'The pairs that staff added to the synonyms of the search, by the alphabet (staff)',
    security: bearer,
    response: { 200: z.object({ items: z.array(Synonym) }) },
  },
  [401, 403],
);
const add = endpoint(
  {
    operationId: 'addSynonym',
    tags,
    summary: 'Add a pair to the synonyms of the search (staff)',
    description:
      'Searches heed it within a minute. Who searches for `from` finds `to`; with `bothWays`, the other way round too.',
    security: bearer,
    body: CreateSynonymBody,
    response: { 201: Synonym },
  },
  [401, 403, 409, 422],
);
const remove = endpoint(
  {
    operationId: 'removeSynonym',
    tags,
    summary: 'Take a pair away from the synonyms of the search (staff)',
    security: bearer,
    params: IdParams,
    response: { 204: nothing },
  },
  [401, 403, 404],
);

export const synonymRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db } = app.context;
  app.get('/admin/synonyms', { ...signedIn, schema: list }, async (request) => {
    requireStaff(viewerOf(request));
    return { items: await listSynonyms(db) };
  });
  app.post('/admin/synonyms', { ...signedIn, schema: add }, async (request, reply) => {
    const viewer = viewerOf(request);
    requireStaff(viewer);
    const added = await addSynonym(db, request.body, viewer);
    if (!added) throw conflict('SYNONYM_EXISTS', 'This pair is there already.');
    return reply.code(201).send(added);
  });
  app.delete('/admin/synonyms/:id', { ...signedIn, schema: remove }, async (request, reply) => {
    const viewer = viewerOf(request);
    requireStaff(viewer);
    if (!(await removeSynonym(db, request.params.id, viewer))) throw notFound('This pair');
    return reply.code(204).send();
  });
};
