// One's own mail about an interest: what it is now, and choosing another.
import { Frequency, type Interest } from '@exchange/contracts';
import { fail, redirect } from '@sveltejs/kit';
import type { Api } from '../api/client.ts';
import { chooseAlert } from '../api/interests.ts';
import { problemsOf } from '../forms/answer.ts';
import { first, readForm } from '../forms/read.ts';
import { frequencies } from '../format/words.ts';
import { mailSentence } from './mail.ts';

const choices = Object.entries(frequencies).map(([code, { label }]) => ({ code, label }));

/** What is said and offered; somebody who has not chosen is offered what is suggested. */
export function mailView({ frequency, suggestedFrequency }: Pick<Interest, 'frequency' | 'suggestedFrequency'>) {
  const isChosen = suggestedFrequency === null;
  return {
    sentence: isChosen
      ? mailSentence(frequency)
      : `You have not chosen whether we mail you about this. We suggest: ${frequencies[suggestedFrequency].label.toLowerCase()}.`,
    offered: suggestedFrequency ?? frequency,
    choices,
  };
}
export type MailView = ReturnType<typeof mailView>;

/** Sets the person's own mail from a form (`id`, `frequency`), and goes back to `back`. */
export async function chooseByForm(api: Api, request: Request, back: string) {
  const values = readForm(await request.formData());
  const id = first(values, 'id');
  const frequency = Frequency.safeParse(first(values, 'frequency'));
  if (!frequency.success)
    return fail(422, { problems: [{ path: `mail-${id}`, message: 'Choose how often we mail you' }] });
  const result = await chooseAlert(api, id, frequency.data);
  if (!result.ok) return fail(result.status, { problems: problemsOf(result) });
  redirect(303, `${back}?done=mail`);
}
