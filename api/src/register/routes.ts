// GET /register/:scheme/:id: what a public register says of a charity, to fill in a form from its number.
import { RegisterEntry, RegisterScheme } from '@exchange/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { endpointsOf } from '../plugins/endpoint.ts';
import { signedIn } from '../plugins/viewer.ts';
import { createCharityCommission } from './charity-commission.ts';
import { findOnRegister } from './service.ts';

const endpoint = endpointsOf('organisations');

const get = endpoint('findOnRegister', 'What a register of charities says of a number', {
  description:
    'From the open data that comes with the exchange, and for England and Wales from the register itself where this exchange may ask it. 503 REGISTER_AWAY when that cannot be reached. `attribution` is to be shown beside it.',
  takes: { params: z.object({ scheme: RegisterScheme, id: z.string().max(40) }) },
  gives: RegisterEntry,
  fails: [404, 422],
});

export const registerRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  const { charityRegister } = context.config;
  const register = charityRegister && createCharityCommission(charityRegister);
  // As seldom as signing in: a form asks once, and the register is somebody else's.
  const config = { ...signedIn.config, ...app.authLimit };
  app.get('/register/:scheme/:id', { config, schema: get }, async (request) =>
    findOnRegister(context, register, request.params.scheme, request.params.id),
  );
};
