// Which mail one gets, by topic.
import { MailTopic, type MailPreferences } from '@exchange/contracts';
import { need } from '#lib/api/guard.ts';
import { getMailPreferences, updateMailPreferences } from '#lib/api/notifications.ts';
import { refuse } from '#lib/forms/answer.ts';
import { readForm } from '#lib/forms/read.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

const interestsIn = (amount: number) => `${String(amount)} ${amount === 1 ? 'interest' : 'interests'}`;

/** What the mail about matches is at present, in a sentence. */
function alertsInWords({ on, off }: MailPreferences['alerts']): string {
  if (on + off === 0) return 'You have no interests yet.';
  if (on === 0) return `Mail is off for ${off === 1 ? 'your interest' : `all ${interestsIn(off)}`}.`;
  return `Mail is on for ${off === 0 ? (on === 1 ? 'your interest' : `all ${interestsIn(on)}`) : `${String(on)} of ${interestsIn(on + off)}`}.`;
}

export const load: PageServerLoad = async ({ locals, url }) => {
  requirePerson({ locals, url });
  const { email, topics, alerts, always } = need(await getMailPreferences(locals.api), url.pathname);
  return {
    email,
    always,
    options: topics.map(({ topic, name, about }) => ({
      code: topic,
      label: name,
      hint: topic === 'matches' ? `${about}. ${alertsInWords(alerts)}` : about,
    })),
    values: { topics: topics.filter(({ isOn }) => isOn).map(({ topic }) => topic as string) },
  };
};

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const values = readForm(await request.formData());
    const ticked = values.topics ?? [];
    const wanted = Object.fromEntries(MailTopic.options.map((topic) => [topic, ticked.includes(topic)]));
    const result = await updateMailPreferences(locals.api, wanted);
    if (!result.ok) return refuse(result, values, { topics: 'What we mail you' }, url.pathname);
    return { saved: true };
  },
};
