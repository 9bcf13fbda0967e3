// Service areas: children’s services, education and training (paragraphs 141–161 of the plan).
import type { ServiceAreaRow } from '../../types.ts';
import { area } from './area.ts';

export const children: ServiceAreaRow[] = [
  ...area(
    'children_education_training',
    "Children's services, education and training",
    'Better lives for children, young people and families, and learning at every age.',
    'paragraphs 141–161',
    [
      [
        'community_learning',
        'Community and adult learning',
        'Learning for personal and community development, from basic skills and computers to culture and sport.',
        'paragraphs 141–144',
      ],
      [
        'family_learning',
        'Family learning',
        'Families learning together: literacy, language and numeracy.',
        'paragraph 142',
      ],
      [
        'preventative_support',
        'Early help and safeguarding',
        'Agencies and charities working together, early, for the well-being of children.',
        'paragraph 146',
      ],
      [
        'parenting_support',
        'Parenting support',
        'Support for parents and for couples’ relationships.',
        'paragraphs 147–149',
      ],
      [
        'early_years_and_childcare',
        'Early years and childcare',
        'Nurseries, playgroups, childminders and out-of-school clubs.',
        'paragraphs 150–155',
      ],
      [
        'childrens_centres',
        "Children's centres",
        'Childcare, early education, health, family support and job advice under one roof for families with children under five.',
        'paragraphs 151–152',
      ],
      [
        'early_language',
        'Early language and communication',
        'Speech, language and communication of young children.',
        'case study 3',
      ],
      [
        'extended_schools',
        'Extended schools',
        'Services through schools beyond the school day: childcare, study support, parenting, health and adult learning.',
        'paragraphs 156–158',
      ],
      [
        'positive_activities',
        'Positive activities for young people',
        'Sport, clubs, volunteering and other things worth doing in young people’s own time.',
        'paragraphs 159–161',
      ],
    ],
  ),
];
