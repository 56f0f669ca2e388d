import type { SmsProvider } from './sms-provider';

/** A provider that takes messages for `mobile`. */
export interface SmsHarness {
  readonly provider: SmsProvider;
  /** The same account with a wrong token. */
  readonly stranger: SmsProvider;
  readonly mobile: string;
  stop(): Promise<void>;
}

/** What senders rely on, whoever the provider is. */
export function smsProviderContract(name: string, start: () => Promise<SmsHarness>): void {
  describe(`a provider of SMS: ${name}`, () => {
    const id = `centrala-${Date.now()}`;
    let harness: SmsHarness;
    beforeAll(async () => {
      harness = await start();
    });
    afterAll(() => harness?.stop());

    it('takes a message, and says of how many parts it is', async () => {
      const answer = await harness.provider.send({ id, to: harness.mobile, text: 'Test' });
      expect(answer).toEqual({ ok: true, value: { parts: 1 } });
      const long = await harness.provider.send({ id: `${id}-long`, to: harness.mobile, text: 'Test '.repeat(40) });
      expect(long).toEqual({ ok: true, value: { parts: 2 } });
    });

    it('takes one id once, and says so by taking it again', async () => {
      expect(await harness.provider.send({ id, to: harness.mobile, text: 'Test' })).toMatchObject({ ok: true });
    });

    it('takes no words for a number', async () => {
      const answer = await harness.provider.send({ id: `${id}-words`, to: '+48', text: 'Test' });
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'not-taken' } });
    });

    it('admits nobody with a wrong token', async () => {
      const answer = await harness.stranger.send({ id: `${id}-stranger`, to: harness.mobile, text: 'Test' });
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'not-admitted' } });
    });
  });
}
