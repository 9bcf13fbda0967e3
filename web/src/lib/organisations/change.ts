// Changing an organisation: the form as it is filled in, the body it makes, and what two owners have to look at when both write.
import type { Organisation, Reference, UpdateOrganisationBody } from '@exchange/contracts';
import type { ApiProblem } from '../api/problem.ts';
import { labelIn } from '../api/reference.ts';
import type { Note } from '../forms/context.ts';
import { compactRows, first, toBody, toValues, type Values } from '../forms/read.ts';
import { listInWords, sentenceList } from '../format/money.ts';
import { mergeSection, readBase } from '../listings/merge.ts';
import { partLabels } from './labels.ts';
import { organisationFields, roleHints } from './profile.ts';

/** What the form lets choose from. */
export const organisationOptions = (reference: Reference) => ({
  roles: reference.organisationRoles.map((role) => ({ ...role, hint: roleHints[role.code] ?? '' })),
  legalForms: reference.legalForms,
  schemes: reference.identifierSchemes.map(({ code, label }) => ({ code, label })),
  regions: reference.regions,
});

/** An organisation as the values that fill in its form. */
export function valuesOfOrganisation(organisation: Organisation): Values {
  const { name, roles, legalForm, identifiers, regions, website, description } = organisation;
  return toValues({ name, roles, legalForm, identifiers, regions, website, description });
}

/**
 * What was posted as the api's body; the api names the field of whatever is not right. A legal form that was not chosen
 * stays as it is: those who came by import have none.
 */
export function readOrganisation(posted: Values): { values: Values; body: UpdateOrganisationBody } {
  const values = compactRows(posted, 'identifiers');
  const { legalForm, ...read } = toBody(values, organisationFields);
  const body = {
    ...read,
    ...(legalForm === null ? {} : { legalForm }),
    description: read.description ?? '',
    version: Number(first(values, 'version')),
  };
  return { values, body: body as UpdateOrganisationBody };
}

/** "GB-CHC 1234567 belongs to …" for people: the register stands beside it. */
const plainly = (message: string) => message.replace(/^[A-Z]{2}-[A-Z]+ /, 'Number ');

/**
 * The api names the whole row of a register number that is taken or given twice: on the page that is said at its number, and
 * what to do about one that is taken as well.
 */
export function atNumber<F extends { ok: false; problem: ApiProblem }>(failure: F): F {
  const { problem } = failure;
  const fields = problem.fields.map(({ path, message }) =>
    /^identifiers\.\d+$/.test(path)
      ? { path: `${path}.id`, message: problem.code === 'IDENTIFIER_TAKEN' ? plainly(problem.message) : message }
      : { path, message },
  );
  return { ...failure, problem: { ...problem, fields } };
}

/** What they saved in one part, in words. */
function theirWords(part: string, { roles, regions, legalForm, identifiers, ...texts }: Organisation, all: Reference) {
  if (part === 'roles') return listInWords(roles.map((code) => labelIn(all.organisationRoles, code)));
  if (part === 'regions') return listInWords(regions.map((code) => labelIn(all.regions, code)));
  if (part === 'legalForm') return legalForm === null ? '' : labelIn(all.legalForms, legalForm);
  if (part === 'identifiers')
    return identifiers.map(({ scheme, id }) => `${labelIn(all.identifierSchemes, scheme)} ${id}`).join(', ');
  return texts[part as 'name' | 'website' | 'description'] ?? '';
}

/**
 * Somebody else saved first: what only they changed is taken over; what both changed stays as it was typed, with theirs
 * beside it to read.
 * @param theirs the organisation as it stands now
 */
export function mergeOrganisation(mine: Values, theirs: Organisation, reference: Reference) {
  const parts = Object.keys(partLabels);
  const now = valuesOfOrganisation(theirs);
  const { values, conflicts, taken } = mergeSection(parts, readBase(first(mine, 'base')), mine, now);
  const notes = conflicts.map(({ path }): Note => {
    const words = theirWords(path, theirs, reference);
    return {
      path,
      kind: 'warning',
      text: words === '' ? 'They emptied this. Yours is kept here.' : `They wrote: ${words}\nYours is kept here.`,
    };
  });
  const tookOver = taken.map((part) => partLabels[part as keyof typeof partLabels]);
  const message = [
    'Somebody else changed this organisation while you were writing. Nothing is lost: look it over, and save again.',
    tookOver.length === 0 ? '' : `Taken over from them: ${sentenceList(tookOver)}.`,
  ];
  return {
    values: { ...values, version: [String(theirs.version)], base: [JSON.stringify(now)] },
    problems: [{ path: '', message: message.join(' ').trim() }],
    notes,
  };
}
