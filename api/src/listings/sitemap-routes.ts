// What search engines read: /sitemap.xml and /sitemap-:part.xml. The web serves them at its own address.
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { notFound } from '../errors.ts';
import { cacheFor } from '../plugins/caching.ts';
import { endpointsOf, nobody } from '../plugins/endpoint.ts';
import { countParts, sitemapIndex, sitemapPart } from './sitemap.ts';

const endpoint = endpointsOf('search');

const AN_HOUR = 3600;
const xml = (summary: string) => ({
  200: { description: summary, content: { 'application/xml': { schema: z.string() } } },
});

const whole = endpoint('getSitemap', 'Every public page, for search engines; beyond 50,000, where its parts are', {
  security: nobody,
  replies: xml('A sitemap, or an index of sitemaps'),
});
const part = endpoint('getSitemapPart', 'One part of the sitemap, from 1', {
  security: nobody,
  takes: { params: z.object({ part: z.coerce.number().int().min(1).max(50_000) }) },
  replies: xml('A sitemap'),
  fails: [404],
});

const asText = () => (payload: unknown) => String(payload);

export const sitemapRoutes: FastifyPluginAsyncZod = async (app) => {
  const { db, config } = app.context;
  const sendPart = (reply: FastifyReply, number: number) =>
    reply.send(Readable.from(sitemapPart(db, config.webUrl, number)));

  app.get('/sitemap.xml', { schema: whole, serializerCompiler: asText }, async (_request, reply) => {
    const parts = await countParts(db);
    cacheFor(reply.type('application/xml; charset=utf-8'), AN_HOUR);
    return parts === 1 ? sendPart(reply, 1) : sitemapIndex(config.webUrl, parts);
  });
  app.get('/sitemap-:part.xml', { schema: part, serializerCompiler: asText }, async (request, reply) => {
    const { part: number } = request.params;
    if (number > (await countParts(db))) throw notFound('This part of the sitemap');
    cacheFor(reply.type('application/xml; charset=utf-8'), AN_HOUR);
    return sendPart(reply, number);
  });
};
