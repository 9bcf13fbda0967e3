// What a person is told: on the pages, by mail as far as they want it, and the answers they give by the links in mail.
import { z } from 'zod';
import { Id, Instant } from './common.ts';
import { EmailKind, MailTopic } from './emails.ts';
import { DismissBody, Match } from './matching.ts';

/** A line on the notifications page; `path` is where on the web it leads. */
export const Notification = z
  .object({
    id: Id,
    kind: EmailKind,
    text: z.string(),
    path: z.string(),
    isRead: z.boolean(),
    createdAt: Instant,
  })
  .meta({ id: 'Notification' });
export type Notification = z.infer<typeof Notification>;

export const UnreadCount = z.object({ unread: z.int().min(0) }).meta({ id: 'UnreadCount' });
export type UnreadCount = z.infer<typeof UnreadCount>;

/** What a person is mailed. `alerts` counts interests by whether mail about them is on; account mail is named, as it cannot be switched off. */
export const MailPreferences = z
  .object({
    email: z.string(),
    topics: z.array(z.object({ topic: MailTopic, name: z.string(), about: z.string(), isOn: z.boolean() })),
    alerts: z.object({ on: z.int(), off: z.int() }),
    always: z.array(z.string()),
  })
  .meta({ id: 'MailPreferences' });
export type MailPreferences = z.infer<typeof MailPreferences>;

/** Topics left out stay as they are. */
export const UpdateMailPreferencesBody = z.strictObject({
  topics: z.partialRecord(MailTopic, z.boolean()),
});
export type UpdateMailPreferencesBody = z.infer<typeof UpdateMailPreferencesBody>;

/** The two halves of a link “not for me”: whose mail about which interest it was, and the match it named. */
export const NotForMeLink = z.strictObject({ token: z.string().min(1, 'must not be empty').max(500), match: Id });
export type NotForMeLink = z.infer<typeof NotForMeLink>;

export const NotForMeBody = DismissBody.extend(NotForMeLink.shape);
export type NotForMeBody = z.infer<typeof NotForMeBody>;

/** What the link is about. Viewers of an organisation read only: `mayAnswer` is false for them. */
export const NotForMeView = z.object({ match: Match, mayAnswer: z.boolean() }).meta({ id: 'NotForMeView' });
export type NotForMeView = z.infer<typeof NotForMeView>;
