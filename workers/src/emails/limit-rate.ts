// Holds back messages that would go out faster than the rates that are set, for all workers together.
import { domainToASCII } from 'node:url';
import type { Db } from '@exchange/db';
import { takeFromBuckets, type MailRates } from '@exchange/db/emails/rates';
import type { ClaimedEmail } from '@exchange/db/emails/sending';

export interface Admission {
  admitted: ClaimedEmail[];
  /** Those that may not go yet, by when they may. */
  putOff: { emails: ClaimedEmail[]; seconds: number }[];
}
export type Admit = (emails: readonly ClaimedEmail[]) => Promise<Admission>;

/** The domain of an address as the network knows it: in lower case and ASCII. */
export function domainOf(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return domainToASCII(domain) || domain;
}

/** Makes what decides which of a batch may go now. Without rates all may, and nothing is asked. */
export function createAdmit(db: Db, rates: MailRates, now: () => Date): Admit {
  if (rates.overall === undefined && rates.perDomain === undefined)
    return async (emails) => ({ admitted: [...emails], putOff: [] });
  return async (emails) => {
    const byDomain = Map.groupBy(emails, ({ to }) => domainOf(to));
    const wanted = new Map([...byDomain].map(([domain, { length }]) => [domain, length]));
    const allowances = await takeFromBuckets(db, wanted, rates, now());
    const admission: Admission = { admitted: [], putOff: [] };
    for (const [domain, list] of byDomain) {
      const { granted, waitSeconds } = allowances.get(domain) ?? { granted: list.length, waitSeconds: 0 };
      admission.admitted.push(...list.slice(0, granted));
      if (granted < list.length) admission.putOff.push({ emails: list.slice(granted), seconds: waitSeconds });
    }
    return admission;
  };
}
