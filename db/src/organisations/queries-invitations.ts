// Invitations to act for an organisation: each is mailed with a token of its own, and works once.
import { and, count, desc, eq, gt, isNull } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { organisationInvitations, organisations } from './tables.ts';

export type InvitationRow = typeof organisationInvitations.$inferSelect;

const isOpen = and(isNull(organisationInvitations.acceptedAt), isNull(organisationInvitations.revokedAt));

/** @returns the row, whose id is part of the key of the mail that carries the token */
export async function insertInvitation(
  db: Db,
  values: typeof organisationInvitations.$inferInsert,
): Promise<InvitationRow> {
  const [row] = await db.insert(organisationInvitations).values(values).returning();
  if (!row) throw new Error('the database gave no row for a new invitation');
  return row;
}

/** What waits for an answer, expired ones too, the newest first. */
export async function listInvitations(db: Db, organisationId: string): Promise<InvitationRow[]> {
  return db
    .select()
    .from(organisationInvitations)
    .where(and(eq(organisationInvitations.organisationId, organisationId), isOpen))
    .orderBy(desc(organisationInvitations.id));
}

/** How many an organisation has sent that wait for an answer and can still be accepted. */
export async function countInvitations(db: Db, organisationId: string, now: Date): Promise<number> {
  const [row] = await db
    .select({ waiting: count() })
    .from(organisationInvitations)
    .where(
      and(
        eq(organisationInvitations.organisationId, organisationId),
        isOpen,
        gt(organisationInvitations.expiresAt, now),
      ),
    );
  return row?.waiting ?? 0;
}

export interface InvitationWithOrganisation extends InvitationRow {
  organisation: { slug: string; name: string; verified: boolean };
}

/** What names an invitation: the token of its link, or for whom it was sent to its id. */
export type InvitationKey = { tokenHash: string } | { id: string; email: string };

const isNamed = (key: InvitationKey) =>
  'tokenHash' in key
    ? eq(organisationInvitations.tokenHash, key.tokenHash)
    : and(eq(organisationInvitations.id, key.id), eq(organisationInvitations.email, key.email));

/** An invitation, whatever became of it. */
export async function findInvitation(db: Db, key: InvitationKey): Promise<InvitationWithOrganisation | undefined> {
  const [row] = await db
    .select({ invitation: organisationInvitations, organisation: organisations })
    .from(organisationInvitations)
    .innerJoin(organisations, eq(organisations.id, organisationInvitations.organisationId))
    .where(isNamed(key));
  if (!row) return undefined;
  const { slug, name, verifiedAt } = row.organisation;
  return { ...row.invitation, organisation: { slug, name, verified: verifiedAt !== null } };
}

/** An invitation that still stands, locked for the rest of the transaction. */
export async function lockInvitation(db: Db, key: InvitationKey, now: Date): Promise<InvitationRow | undefined> {
  const [row] = await db
    .select()
    .from(organisationInvitations)
    .where(and(isNamed(key), isOpen, gt(organisationInvitations.expiresAt, now)))
    .for('update');
  return row;
}

/** An organisation's invitation that waits for an answer, expired or not, locked for the rest of the transaction. */
export async function lockInvitationById(
  db: Db,
  organisationId: string,
  id: string,
): Promise<InvitationRow | undefined> {
  const [row] = await db
    .select()
    .from(organisationInvitations)
    .where(and(eq(organisationInvitations.organisationId, organisationId), eq(organisationInvitations.id, id), isOpen))
    .for('update');
  return row;
}

/** Takes back what was sent to an address and waits for an answer, so that one link at a time works. */
export async function revokeInvitationsTo(db: Db, organisationId: string, email: string, now: Date): Promise<void> {
  await db
    .update(organisationInvitations)
    .set({ revokedAt: now })
    .where(
      and(eq(organisationInvitations.organisationId, organisationId), eq(organisationInvitations.email, email), isOpen),
    );
}

export async function updateInvitation(
  db: Db,
  id: string,
  change: Partial<
    Pick<InvitationRow, 'acceptedAt' | 'revokedAt' | 'tokenHash' | 'expiresAt' | 'timesSent' | 'lastSentAt'>
  >,
): Promise<InvitationRow> {
  const [row] = await db
    .update(organisationInvitations)
    .set(change)
    .where(eq(organisationInvitations.id, id))
    .returning();
  if (!row) throw new Error(`there is no invitation ${id}`);
  return row;
}
