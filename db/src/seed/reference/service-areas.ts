// The service areas, two levels: the plan's five, and below them what its chapter 3 names, with the paragraph of each.
// Source: Partnership in Public Services, Office of the Third Sector, December 2006 (© Crown copyright 2006).
import type { ServiceAreaRow } from '../types.ts';
import { children } from './service-areas/children.ts';
import { healthAndLocal } from './service-areas/health-and-local.ts';
import { justiceAndWork } from './service-areas/justice-and-work.ts';

export const serviceAreas: ServiceAreaRow[] = [...justiceAndWork, ...children, ...healthAndLocal];
