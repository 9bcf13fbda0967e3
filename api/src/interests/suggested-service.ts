// Interests that an organisation's shortlists suggest, with the reason in words.
import { Criteria, inRegion, type PutAsideBody, type SuggestedInterest } from '@exchange/contracts';
import type { Viewer } from '@exchange/db/accounts/queries';
import { listCommonGround, putSuggestionAside, type CommonGround } from '@exchange/db/interests/suggested';
import { recordAudit } from '@exchange/db/moderation/queries';
import type { Context } from '../context.ts';
import { forbidden, notFound } from '../errors.ts';
import { getOrganisation } from '../organisations/service.ts';
import { canReadInterests, canWriteInterests } from './policy.ts';

export async function listSuggested(
  { db }: Context,
  viewer: Viewer,
  slugOrId: string,
): Promise<{ items: SuggestedInterest[] }> {
  const organisation = await getOrganisation(db, slugOrId);
  if (!canReadInterests(viewer, organisation.id))
    throw forbidden('What an organisation’s shortlists suggest is seen by its members only.');
  return { items: (await listCommonGround(db, organisation.id)).map(toSuggested) };
}

/**
 * Puts a suggestion aside for the whole organisation: "not now". It comes back when three shortlisted listings or more are new to it.
 * @throws 403 for who may not set up interests, 404 for what is not suggested (any more)
 */
export async function putAside(
  { db }: Context,
  viewer: Viewer,
  { organisation: slugOrId, serviceArea }: PutAsideBody,
): Promise<void> {
  const organisation = await getOrganisation(db, slugOrId);
  if (!canWriteInterests(viewer, organisation.id))
    throw forbidden('Suggestions are put aside by who sets up interests: the owners and editors of the organisation.');
  await db.transaction(async (trx) => {
    const common = (await listCommonGround(trx, organisation.id)).find((one) => one.serviceArea === serviceArea);
    if (!common) throw notFound('This suggestion');
    const { listingIds } = common;
    await putSuggestionAside(trx, { organisationId: organisation.id, serviceArea, listingIds, putAsideBy: viewer.id });
    await recordAudit(trx, {
      action: 'interest.suggestion_put_aside',
      actor: viewer,
      subjectKind: 'organisation',
      subjectId: organisation.id,
      details: { serviceArea, listings: common.listings },
    });
  });
}

function toSuggested({ serviceArea, serviceAreaLabel, region, listings }: CommonGround): SuggestedInterest {
  const where = region === null ? '' : ` in ${inRegion(region)}`;
  const label = serviceAreaLabel.charAt(0).toLowerCase() + serviceAreaLabel.slice(1);
  return {
    name: `${serviceAreaLabel}${where}`,
    criteria: Criteria.parse({ serviceAreas: [serviceArea], regions: region === null ? [] : [region] }),
    listings,
    reason: `You shortlisted ${String(listings)} innovations in ${label}${where}`,
  };
}
