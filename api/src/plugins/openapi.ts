// The OpenAPI 3.1 document at /api/openapi.json, and a page to read it at /api/docs.
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import fp from 'fastify-plugin';
import { z } from 'zod';

type Override = (context: { zodSchema: z.core.$ZodType; jsonSchema: z.core.JSONSchema.BaseSchema }) => void;

/** A parameter that is prepared before it is checked is described by what it is checked against. */
const override: Override = ({ zodSchema, jsonSchema }) => {
  const { def } = zodSchema._zod;
  if (def.type === 'undefined') jsonSchema.type = 'null';
  if (def.type !== 'pipe') return;
  const pipe = def as z.core.$ZodPipeDef;
  if (pipe.in._zod.def.type !== 'transform') return;
  const checked = z.toJSONSchema(pipe.out, { io: 'input', unrepresentable: 'any' });
  delete checked.$schema;
  for (const key of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, key);
  Object.assign(jsonSchema, checked);
};

const description = `The Innovation Exchange: charities and social enterprises list what they have invented and say what they seek;
funders and public services find it, and are mailed what fits their interests.

JSON in and out, camelCase. Ids are UUIDs, times ISO 8601 in UTC, money whole pounds. Every error has one shape (\`Error\`).
Lists take \`limit\` and \`cursor\`; search takes \`page\` and \`limit\`. What people edit carries \`version\`: send it back with a change,
and get 409 \`STALE_VERSION\` when somebody else was quicker. POSTs that create take an \`Idempotency-Key\` header.`;

export const openapiPlugin = fp(async (app) => {
  const zodToJsonConfig = { target: 'draft-2020-12', override } as const;
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Innovation Exchange',
        version: '1.0.0',
        description,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: app.context.config.publicUrl }],
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: 'The accessToken of /auth/login or /auth/refresh; it lasts 15 minutes.',
          },
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'ixk_…',
            description:
              'A key of an organisation for its own programs: POST /organisations/{slug}/api-keys. Its scope is read or write.',
          },
          mailEvents: {
            type: 'http',
            scheme: 'bearer',
            description: 'MAIL_EVENTS_TOKEN, shown by the mail server of this exchange.',
          },
        },
      },
    },
    transform: createJsonSchemaTransform({ zodToJsonConfig }),
    transformObject: createJsonSchemaTransformObject({ zodToJsonConfig }),
  });
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true });
  let text: string | undefined;
  app.get('/api/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    text ??= JSON.stringify(app.swagger());
    reply.header('cache-control', 'public, max-age=60').header('access-control-allow-origin', '*');
    return reply.type('application/json; charset=utf-8').send(text);
  });
});
