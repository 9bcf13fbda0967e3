// The port to a register of charities that can be asked over the network, and what it answers.

/** What a register says of a charity. Areas are in its own words. */
export interface RegisteredCharity {
  name: string;
  activities: string;
  website: string | null;
  companyNumber: string | null;
  postcode: string | null;
  areas: { authorities: string[]; regions: string[]; countries: string[] };
}

export interface CharityRegister {
  /**
   * @param id in the register's normal form
   * @returns undefined when there is no such charity, or it was removed from the register
   * @throws RegisterAwayError when the register cannot be asked now
   */
  findCharity: (id: string) => Promise<RegisteredCharity | undefined>;
}

/** The register does not answer, answers too late, too much, or nothing that can be read. */
export class RegisterAwayError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'RegisterAwayError';
  }
}
