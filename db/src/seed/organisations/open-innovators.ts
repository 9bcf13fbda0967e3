// The organisations behind the forty open innovations, as the registry of digital public goods names them.
import type { LegalForm } from '@exchange/contracts/reference';
import type { SeedOrganisation } from '../types.ts';
import { shownForDemonstration } from './main.ts';

/** One organisation a row: key, name, legal form ("other" where the registry does not say), and what it makes. */
const table: [key: string, name: string, legalForm: LegalForm, makes: string][] = [
  ['aam-digital', 'Aam Digital GmbH', 'company_limited_by_shares', 'Aam Digital'],
  ['apperta', 'Apperta Foundation CIC', 'cic', 'OpenEyes'],
  ['aspiration', 'Aspiration', 'other', 'Open Referral'],
  ['bayes-impact', 'Bayes Impact', 'other', 'Bob, the career coach'],
  ['boxtribute', 'Boxtribute', 'other', 'Boxtribute'],
  ['bristol-city-council', 'Bristol City Council', 'local_authority', 'Period Dignity Bristol'],
  ['chayn', 'Chayn', 'other', 'Soul Medicine'],
  ['cireha', 'CIREHA', 'other', 'Cboard'],
  ['city-of-concord', 'The City of Concord, California', 'other', 'Neighbor Express'],
  ['code-for-america', 'Code for America', 'other', 'Clear My Record and Find Training'],
  ['code-your-future', 'Code Your Future', 'other', 'an open course in web development'],
  ['gcompris', 'GCompris', 'community_group', 'GCompris'],
  ['geotech-innovations', 'GeoTech Innovations Ltd', 'company_limited_by_shares', 'OpenLitterMap'],
  ['government-digital-service', 'Government Digital Service', 'government_body', 'GOV.UK Notify'],
  ['hack-4-impact', 'Hack4Impact UIUC', 'community_group', 'Mentee'],
  ['humanity-inclusion', 'Humanity & Inclusion', 'other', 'OpenTeleRehab'],
  ['i-stem', 'I-Stem', 'other', 'document accessibility services'],
  ['if-me', 'if-me.org', 'community_group', 'if me'],
  ['learning-equality', 'Learning Equality', 'other', 'Kolibri'],
  ['mysociety', 'mySociety', 'charity', 'FixMyStreet'],
  ['ninaad', 'NINAAD Digital Technology Private Limited', 'company_limited_by_shares', 'Jellow'],
  ['nv-access', 'NV Access', 'other', 'NVDA'],
  ['onebusaway', 'OneBusAway', 'other', 'OneBusAway'],
  ['open-food-foundation', 'Open Food Foundation', 'other', 'Open Food Network'],
  ['open-source-politics', 'Open Source Politics', 'other', 'services for Decidim'],
  ['open-university', 'The Open University', 'university', 'OpenLearn'],
  ['optikey', 'Julius Sweetland (Optikey)', 'other', 'Optikey'],
  ['pratham-books', 'Pratham Books', 'other', 'StoryWeaver'],
  ['recidiviz', 'Recidiviz', 'other', 'Pulse'],
  ['ruby-for-good', 'Ruby for Good', 'community_group', 'software for good causes, Human Essentials among it'],
  ['scratch', 'Scratch', 'other', 'Scratch'],
  ['signdict', 'SignDict', 'community_group', 'SignDict'],
  ['sozialhelden', 'Sozialhelden', 'other', 'Wheelmap'],
  ['tidepool', 'Tidepool', 'other', 'software for people with diabetes'],
  ['tur-an-tur', 'Tür an Tür – Digitalfabrik gGmbH', 'other', 'Integreat'],
  ['unicef', 'UNICEF', 'other', 'Primero and Kindly'],
  ['university-of-washington', 'University of Washington', 'university', 'Project Sidewalk'],
];

/** The two that the open registers have. */
const identified: Record<string, Pick<SeedOrganisation, 'identifiers' | 'regions' | 'website'>> = {
  'bristol-city-council': {
    identifiers: [{ scheme: 'GB-LAE', id: 'BST' }],
    regions: ['TLK'],
    website: 'https://www.bristol.gov.uk',
  },
  'open-university': {
    identifiers: [{ scheme: 'GB-SC', id: 'SC038302' }],
    regions: ['TLJ'],
    website: 'https://www.open.ac.uk',
  },
};

export const openInnovators: SeedOrganisation[] = table.map(([key, name, legalForm, makes]) => ({
  key,
  name,
  roles: ['innovator'],
  legalForm,
  description: `Known in the registry of digital public goods for ${makes}. ${shownForDemonstration}`,
  ...(identified[key] ?? { identifiers: [], regions: [] }),
  verified: key in identified,
}));
