// Interests that an organisation's shortlists suggest, with the reason in words.
import { Criteria, inRegion, type SuggestedInterest } from '@exchange/contracts';
import type { Viewer } from '@exchange/db/accounts/queries';
import { listCommonGround, type CommonGround } from '@exchange/db/interests/suggested';
import type { Context } from '../context.ts';
import { forbidden } from '../errors.ts';
import { getOrganisation } from '../organisations/service.ts';
import { canReadInterests } from './policy.ts';

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
