// Service areas: health and social care, and other local services (paragraphs 162–182 of the plan).
import type { ServiceAreaRow } from '../../types.ts';
import { area } from './area.ts';

export const healthAndLocal: ServiceAreaRow[] = [
  ...area(
    'health_social_care',
    'Health and social care',
    'Care that is built round the people who use it, in hospital, in the community and at home.',
    'paragraphs 162–173',
    [
      ['home_care', 'Home care', 'Care at home for older or disabled people.', 'paragraph 162'],
      [
        'mental_health_support',
        'Mental health support',
        'Support for people with mental health problems and those close to them.',
        'paragraph 162',
      ],
      [
        'long_term_conditions',
        'Long-term conditions',
        'Helping people to live well with a lasting illness, including managing it themselves.',
        'paragraphs 119 and 162',
      ],
      [
        'primary_and_dental_care',
        'Primary and dental care',
        'General practice, community health and dental services.',
        'paragraph 162',
      ],
      [
        'residential_and_supported_living',
        'Residential care and supported living',
        'Care homes, respite care and supported living.',
        'case study 6',
      ],
      ['audiology', 'Audiology', 'Hearing services.', 'paragraph 166'],
      [
        'low_vision',
        'Low vision',
        'Services for people whose sight problem is not put right by ordinary glasses or contact lenses.',
        'paragraphs 167–168',
      ],
      [
        'community_equipment',
        'Community equipment and wheelchairs',
        'Equipment, wheelchairs, small adaptations and training that let people live independently.',
        'paragraphs 169–173',
      ],
    ],
  ),
  ...area(
    'other_local_services',
    'Other local services',
    'What councils and their partners provide for a neighbourhood, a town or a county.',
    'paragraphs 174–182',
    [
      [
        'community_transport',
        'Community transport',
        'Accessible, shared and local transport, including the journey between home and school.',
        'paragraphs 177–178',
      ],
      [
        'waste_and_reuse',
        'Waste and re-use',
        'Collecting, recycling and re-using what people no longer need.',
        'paragraphs 179–180',
      ],
      [
        'neighbourhood_management',
        'Neighbourhood management',
        'Looking after streets, parks and public places together with the people who live there.',
        'paragraph 176',
      ],
      [
        'community_sport_and_leisure',
        'Community sport and leisure',
        'Sports centres, pools, libraries, theatres and parks run for the community.',
        'paragraph 176 and case study 4',
      ],
      [
        'housing_related_support',
        'Housing-related support',
        'Help for vulnerable people to find, keep and settle in a home of their own (Supporting People).',
        'paragraphs 181–182',
      ],
      [
        'community_voice',
        'Community voice and involvement',
        'Ways for people to have their say in decisions about services and to hold services to account.',
        'paragraphs 103–124',
      ],
    ],
  ),
];
