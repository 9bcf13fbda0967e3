// Listings to pass on: /listings/:id.pdf, /listings/:id/og.png
import { ContentChoice } from '@exchange/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cacheFor, isKnown } from '../plugins/caching.ts';
import { bearerOrNobody, endpointsOf, nobody } from '../plugins/endpoint.ts';
import { maybeSignedIn } from '../plugins/viewer.ts';
import { SlugOrId } from '../requests.ts';
import { getPdf, getPicture, type SharedFile } from './share-service.ts';

const endpoint = endpointsOf('listings');

const bytes = z.custom<Buffer>().meta({ type: 'string', format: 'binary' });

const pdf = endpoint(
  'getListingPdf',
  'A listing on one A4 page, as a tagged PDF; what is not published is for its organisation and staff',
  {
    description: 'With content=pending, members and staff get what the pending revision says.',
    security: bearerOrNobody,
    takes: { params: z.object({ id: SlugOrId }), querystring: z.object({ content: ContentChoice.optional() }) },
    replies: {
      200: {
        description: 'The page',
        content: { 'application/pdf': { schema: bytes } },
      },
    },
    fails: [404],
  },
);

const picture = endpoint(
  'getListingPicture',
  'A picture of a published listing for where its address is shared (Open Graph), 1200 × 630',
  {
    security: nobody,
    takes: { params: z.object({ id: SlugOrId }) },
    replies: { 200: { description: 'The picture', content: { 'image/png': { schema: bytes } } } },
    fails: [404],
  },
);

/** Answers with a file, or says that the one they have is still right. */
async function sendFile(request: FastifyRequest, reply: FastifyReply, file: SharedFile): Promise<FastifyReply> {
  reply.header('etag', file.etag);
  if (isKnown(request.headers['if-none-match'], file.etag)) return reply.code(304).send();
  return reply.send(await file.read());
}

export const shareRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/listings/:id.pdf', { ...maybeSignedIn, schema: pdf }, async (request, reply) => {
    const file = await getPdf(context, request.viewer, request.params.id, request.query.content);
    const name = file.listing.slug ?? file.listing.id;
    reply.type('application/pdf').header('content-disposition', `inline; filename="${name}.pdf"`);
    reply.header('vary', 'authorization');
    if (!request.viewer) cacheFor(reply, 300);
    return sendFile(request, reply, file);
  });
  app.get('/listings/:id/og.png', { schema: picture }, async (request, reply) => {
    const file = await getPicture(context, request.params.id);
    cacheFor(reply, 3600);
    return sendFile(request, reply.type('image/png'), file);
  });
};
