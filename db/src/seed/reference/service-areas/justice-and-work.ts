// Service areas: correctional services and employment services (paragraphs 125–140 of the plan).
import type { ServiceAreaRow } from '../../types.ts';
import { area } from './area.ts';

export const justiceAndWork: ServiceAreaRow[] = [
  ...area(
    'correctional_services',
    'Correctional services',
    'Prison, probation and the prevention of offending: helping people to stop offending and to lead settled lives.',
    'paragraphs 125–130',
    [
      [
        'youth_inclusion',
        'Youth inclusion',
        'Intensive supervision and support for young people at risk of offending.',
        'paragraph 125',
      ],
      [
        'probation_interventions',
        'Probation programmes',
        'Work with people in prison or under probation that tackles re-offending.',
        'paragraphs 126–128',
      ],
      [
        'unpaid_work',
        'Unpaid work',
        'Community sentences served by work that benefits a neighbourhood.',
        'paragraph 128',
      ],
      [
        'offender_learning',
        'Offender learning',
        'Learning and skills for offenders, in custody and in the community.',
        'paragraphs 129–130',
      ],
      [
        'bail_support',
        'Bail information and support',
        'Information for courts and support for people on bail.',
        'case study 5',
      ],
      [
        'services_for_women_offenders',
        'Services for women who offend',
        'Specialist services for women in the criminal justice system.',
        'case study 5',
      ],
    ],
  ),
  ...area(
    'employment_services',
    'Employment services',
    'Helping people to find work, keep it and get on in it.',
    'paragraphs 131–140',
    [
      [
        'back_to_work_support',
        'Back-to-work programmes',
        'Skills, experience and advice that help unemployed people into lasting jobs, as the New Deal did.',
        'paragraph 134',
      ],
      [
        'supported_employment',
        'Supported employment',
        'Job support for disabled people who face harder barriers to finding and keeping work (WORKSTEP).',
        'paragraph 134',
      ],
      [
        'work_preparation',
        'Work preparation',
        'Finding out what stands between a disabled person and the job they want, and overcoming it.',
        'paragraph 134',
      ],
      [
        'pathways_employment_support',
        'Pathways-style employment support',
        'Support back into lasting work for people on benefits because of ill health or disability.',
        'paragraphs 135–136',
      ],
      [
        'local_employment_consortia',
        'Local employment partnerships',
        'Councils, employers and providers of a city or area working together on jobs.',
        'paragraphs 137–138',
      ],
      [
        'information_for_disabled_people',
        'Information for disabled people',
        'Joined-up information about services, in formats that disabled people can use.',
        'paragraphs 139–140',
      ],
    ],
  ),
];
