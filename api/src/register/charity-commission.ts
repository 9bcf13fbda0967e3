// The register of charities of England and Wales, asked through the Charity Commission's API (version 2 of its details).
import { z } from 'zod';
import { RegisterAwayError, type CharityRegister, type RegisteredCharity } from './register.ts';

/** Bytes of an answer at the most; a large charity's is about 60 kB. */
const MOST_BYTES = 512 * 1024;
const TIMEOUT_MS = 4_000;

const words = z
  .string()
  .nullish()
  .transform((text) => text?.trim() ?? '');
const listOf = <T extends z.ZodType>(item: T) => z.array(item).nullish();

/** The parts of `allcharitydetailsV2/{number}/{suffix}` that we read. */
const Details = z.object({
  charity_name: z.string().min(1),
  /** R registered, RM removed. */
  reg_status: z.string(),
  web: words,
  charity_co_reg_number: words,
  address_post_code: words,
  CharityAoOLocalAuthority: listOf(z.object({ local_authority: words })),
  CharityAoORegion: listOf(z.object({ region: words })),
  CharityAoOCountryContinent: listOf(z.object({ country: words })),
});
/** The part of `charityoverview/{number}/{suffix}` that we read. */
const Overview = z.object({ activities: words });

export interface CharityCommissionOptions {
  /** Without a slash at the end, such as https://api.charitycommission.gov.uk/register/api */
  url: string;
  /** Its subscription key. */
  key: string;
  timeoutMs?: number;
}

/** @returns the body read as JSON; undefined for 404 */
async function ask(address: string, { key, timeoutMs = TIMEOUT_MS }: CharityCommissionOptions): Promise<unknown> {
  try {
    const response = await fetch(address, {
      headers: { accept: 'application/json', 'ocp-apim-subscription-key': key },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status === 404) return undefined;
    if (!response.ok) throw new RegisterAwayError(`the register answered ${String(response.status)}`);
    return JSON.parse(await readText(response));
  } catch (cause) {
    if (cause instanceof RegisterAwayError) throw cause;
    throw new RegisterAwayError('the register does not answer, or nothing that can be read', { cause });
  }
}

/** Reads a body and stops as soon as it is too large. */
async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    const bytes = part as Uint8Array;
    size += bytes.byteLength;
    if (size > MOST_BYTES) throw new RegisterAwayError('the answer of the register is too large');
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
}

function toCharity(details: z.infer<typeof Details>, activities: string): RegisteredCharity {
  return {
    name: details.charity_name.trim(),
    activities,
    website: details.web || null,
    companyNumber: details.charity_co_reg_number || null,
    postcode: details.address_post_code || null,
    areas: {
      authorities: (details.CharityAoOLocalAuthority ?? []).map((area) => area.local_authority),
      regions: (details.CharityAoORegion ?? []).map((area) => area.region),
      countries: (details.CharityAoOCountryContinent ?? []).map((area) => area.country),
    },
  };
}

export function createCharityCommission(options: CharityCommissionOptions): CharityRegister {
  return {
    findCharity: async (id) => {
      // A linked charity is numbered 1234567-2; the charity itself has the suffix 0.
      const [number = '', suffix = '0'] = id.split('-');
      const answer = await ask(`${options.url}/allcharitydetailsV2/${number}/${suffix}`, options);
      // The register answers unknown numbers with 404, or with nothing.
      if (answer === undefined || answer === null || answer === '') return undefined;
      const details = Details.safeParse(answer);
      if (!details.success)
        throw new RegisterAwayError('the answer of the register cannot be read', { cause: details.error });
      if (details.data.reg_status !== 'R') return undefined;
      // What it does stands in another part; a form without it is better than none.
      const more = await ask(`${options.url}/charityoverview/${number}/${suffix}`, options).catch(() => undefined);
      return toCharity(details.data, Overview.safeParse(more).data?.activities ?? '');
    },
  };
}
