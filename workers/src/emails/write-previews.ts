// Writes down what each kind of message looks like, so that the exchange team can see it: the api knows no templates.
import { emailKinds } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import { savePreviews } from '@exchange/db/emails/queries-log';
import type { Mail, Renderer } from '../mail/render.ts';
import { samples } from './samples.ts';

/** Renders every kind with its sample, and keeps them in place of those before; at each start, as templates change with versions. */
export async function writePreviews(db: Db, render: Renderer['render']): Promise<void> {
  const previews = await Promise.all(
    emailKinds.map(async (kind) => ({ kind, ...(await render({ kind, data: samples[kind] } as Mail)) })),
  );
  await savePreviews(db, previews);
}
