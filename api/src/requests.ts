// The small request schemas that several nouns share.
import { PageRequest } from '@exchange/contracts';
import { z } from 'zod';

/** A slug or an id in a path; anything else is nobody's. */
export const SlugOrId = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[A-Za-z0-9-]+$/);
export const SlugParams = z.object({ slug: SlugOrId });
export const IdParams = z.object({ id: z.uuid() });
/** No body, or an empty one. */
export const NoBody = z.strictObject({}).nullish();
/** All there are, where they are few enough to need no pages. */
export const itemsOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
export { PageRequest };

/** Keys of cursors: what the last item shown was sorted by. */
export const TimeKey = z.object({ at: z.iso.datetime(), id: z.uuid() });
export const NameKey = z.object({ name: z.string().max(500), id: z.uuid() });
export const IdKey = z.object({ id: z.uuid() });
export const ScoreKey = z.object({ score: z.int(), id: z.uuid() });
