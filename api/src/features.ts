// The table of contents: every feature of the api, by name.
import formbody from '@fastify/formbody';
import type { FastifyPluginAsync } from 'fastify';
import { meRoutes } from './accounts/me-routes.ts';
import { accountRoutes } from './accounts/routes.ts';
import { emailLogRoutes } from './emails/log-routes.ts';
import { emailRoutes } from './emails/routes.ts';
import { notForMeRoutes } from './emails/not-for-me-routes.ts';
import { suppressionRoutes } from './emails/suppression-routes.ts';
import { unsubscribeRoutes } from './emails/unsubscribe-routes.ts';
import { fileRoutes } from './files/routes.ts';
import { interestRoutes } from './interests/routes.ts';
import { jobRoutes } from './jobs/routes.ts';
import { lifecycleRoutes } from './listings/lifecycle-routes.ts';
import { revisionRoutes } from './listings/revision-routes.ts';
import { listingRoutes } from './listings/routes.ts';
import { searchRoutes } from './listings/search-routes.ts';
import { shareRoutes } from './listings/share-routes.ts';
import { sharingRoutes } from './listings/sharing-routes.ts';
import { matchRoutes } from './matching/routes.ts';
import { reviewRoutes } from './moderation/review-routes.ts';
import { moderationRoutes } from './moderation/routes.ts';
import { evidenceReviewRoutes } from './moderation/review-evidence-routes.ts';
import { invitationRoutes } from './organisations/invitation-routes.ts';
import { organisationRoutes } from './organisations/routes.ts';
import { referenceRoutes } from './reference/routes.ts';
import { searchedRoutes } from './searches/routes.ts';
import { shortlistRoutes } from './shortlists/routes.ts';

export const features: FastifyPluginAsync = async (app) => {
  await app.register(accountRoutes);
  await app.register(meRoutes);
  await app.register(organisationRoutes);
  await app.register(invitationRoutes);
  await app.register(listingRoutes);
  await app.register(shareRoutes);
  await app.register(lifecycleRoutes);
  await app.register(revisionRoutes);
  await app.register(sharingRoutes);
  await app.register(fileRoutes);
  await app.register(searchRoutes);
  await app.register(searchedRoutes);
  await app.register(interestRoutes);
  await app.register(matchRoutes);
  await app.register(shortlistRoutes);
  await app.register(moderationRoutes);
  await app.register(reviewRoutes);
  await app.register(emailRoutes);
  await app.register(emailLogRoutes);
  await app.register(notForMeRoutes);
  await app.register(suppressionRoutes);
  await app.register(referenceRoutes);
  await app.register(evidenceReviewRoutes);
  // The one place that takes a form: mail programs unsubscribe by one (RFC 8058).
  await app.register(async (forms) => {
    await forms.register(formbody);
    await forms.register(unsubscribeRoutes);
  });
};
