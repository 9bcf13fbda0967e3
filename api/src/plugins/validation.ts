// Checks bodies, queries and paths against the contracts, and writes replies by them.
import { serializerCompiler } from 'fastify-type-provider-zod';
import fp from 'fastify-plugin';
import type { z } from 'zod';
import { invalid, notFound } from '../errors.ts';
import { toFieldProblems } from '../problems.ts';

/** A path that could not be anybody's id is unknown (404); a wrong query or body names its fields (422). */
export const validationPlugin = fp(async (app) => {
  app.setValidatorCompiler<z.ZodType>(({ schema, httpPart }) => (data) => {
    const result = schema.safeParse(data);
    if (result.success) return { value: result.data };
    return { error: httpPart === 'params' ? notFound('This') : invalid(toFieldProblems(result.error.issues)) };
  });
  app.setSerializerCompiler(serializerCompiler);
});
