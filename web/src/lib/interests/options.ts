// The choices an interest's form offers.
import type { Frequency, Reference } from '@exchange/contracts';
import { frequencies } from '../format/words.ts';
import { mailSentence } from './mail.ts';
import { serviceAreaChoices, type Options } from '../listings/options.ts';

export function interestOptions(reference: Reference): Options {
  const plain = (list: readonly { code: string; label: string }[]) => list.map(({ code, label }) => ({ code, label }));
  return {
    asks: plain(reference.askKinds),
    serviceAreas: serviceAreaChoices(reference),
    regions: plain(reference.regions),
    stages: plain(reference.stages),
    innovationTypes: plain(reference.innovationTypes),
    beneficiaries: plain(reference.beneficiaryGroups),
    evidence: reference.evidenceLevels.map(({ level, label }) => ({
      code: String(level),
      label: level === 0 ? 'Any, or none' : `${level}: ${label}`,
    })),
    frequencies: Object.entries(frequencies).map(([code, { label }]) => ({
      code,
      label,
      hint: mailSentence(code as Frequency),
    })),
  };
}
