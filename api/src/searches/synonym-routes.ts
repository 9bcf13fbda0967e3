// The synonyms that staff add to the search: /admin/synonyms
import { CreateSynonymBody, Synonym } from '@exchange/contracts';
import { addSynonym, listSynonyms, removeSynonym } from '@exchange/db/searches/synonyms';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { conflict, notFound } from '../errors.ts';
import { requireStaff } from '../organisations/service.ts';
import { endpointsOf } from '../plugins/endpoint.ts';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import { IdParams, itemsOf } from '../requests.ts';

const endpoint = endpointsOf('admin');
const list = endpoint(
  'listSynonyms',
  'The pairs that staff added to the synonyms of the search, by the alphabet (staff)',
  { gives: itemsOf(Synonym), fails: [403] },
);
const add = endpoint('addSynonym', 'Add a pair to the synonyms of the search (staff)', {
  description:
    'Searches heed it within a minute; interests with such words are matched anew in the background. Who searches for `from` finds `to`; with `bothWays`, the other way round too.',
  takes: { body: CreateSynonymBody },
  makes: Synonym,
  fails: [403, 409],
});
const remove = endpoint('removeSynonym', 'Take a pair away from the synonyms of the search (staff)', {
  takes: { params: IdParams },
  fails: [403, 404],
});

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
