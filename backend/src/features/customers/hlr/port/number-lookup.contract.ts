import type { NumberLookup } from './number-lookup';

/** A provider that answers, with numbers whose answers are known. */
export interface LookupHarness {
  readonly lookup: NumberLookup;
  /** The same account with a wrong secret. */
  readonly stranger: NumberLookup;
  /** Somebody's, in use. */
  readonly active: string;
  /** Assigned to nobody. */
  readonly invalid: string;
  stop(): Promise<void>;
}

/** What the checks rely on, whoever the provider is. */
export function numberLookupContract(name: string, start: () => Promise<LookupHarness>): void {
  describe(`a provider of HLR checks: ${name}`, () => {
    let harness: LookupHarness;
    beforeAll(async () => {
      harness = await start();
    });
    afterAll(() => harness?.stop());

    it('says that a number in use is active, and whose network it is in', async () => {
      const answer = await harness.lookup.look(harness.active);
      expect(answer).toMatchObject({ ok: true, value: { result: 'active', network: expect.stringMatching(/./) } });
    });

    it('says that nobody has a number', async () => {
      expect(await harness.lookup.look(harness.invalid)).toMatchObject({ ok: true, value: { result: 'invalid' } });
    });

    it('takes no words for a number', async () => {
      expect(await harness.lookup.look('+48')).toMatchObject({ ok: false, refusal: { code: 'not-taken' } });
    });

    it('admits nobody with a wrong secret', async () => {
      const answer = await harness.stranger.look(harness.active);
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'not-admitted' } });
    });
  });
}
