// What Kit's App namespace holds here: the request's locals and the data every page has.
import type { Api } from '#lib/api/client.ts';
import type { Membership, SignedInPerson } from '#lib/session/person.ts';

declare global {
  namespace App {
    interface Error {
      status: number;
      message: string;
      /** The api's request id, for whoever has to look into it. */
      requestId?: string;
    }
    interface Locals {
      /** Speaks to the api as the person of this request. */
      api: Api;
      person: SignedInPerson | null;
      /** The organisation the person acts for now. */
      membership: Membership | null;
    }
  }
}

export {};
