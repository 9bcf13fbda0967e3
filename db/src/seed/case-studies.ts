// The seven case studies of the action plan, as listings, in the plan's order.
import { brentCommunityTransport } from './case-studies/brent-community-transport.ts';
import { earlyTalk } from './case-studies/early-talk.ts';
import { gatesheadLowVision } from './case-studies/gateshead-low-vision.ts';
import { intensiveFamilySupport } from './case-studies/intensive-family-support.ts';
import { leisureTrusts } from './case-studies/leisure-trusts.ts';
import { nomsYorkshire } from './case-studies/noms-yorkshire.ts';
import { sandwellCaringTrust } from './case-studies/sandwell-caring-trust.ts';
import type { SeedListing } from './types.ts';

export const caseStudies: SeedListing[] = [
  gatesheadLowVision,
  intensiveFamilySupport,
  earlyTalk,
  leisureTrusts,
  nomsYorkshire,
  sandwellCaringTrust,
  brentCommunityTransport,
];
