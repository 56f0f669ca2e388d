import { notRun } from '../../testing/not-run';
import type { Mood } from '../outbound';
import { HttpSmsProvider } from './http-sms-provider';
import { SimulatedSmsProvider } from './simulator/simulated-sms-provider';
import { smsProviderContract } from './sms-provider.contract';

const ACCOUNT = { token: 'our-token', sender: 'Centrala' };
const at = (url: string, { token = ACCOUNT.token, timeoutMs = 2000 } = {}) =>
  new HttpSmsProvider({ ...ACCOUNT, url, token, timeoutMs });

smsProviderContract('the simulated one', async () => {
  const simulated = new SimulatedSmsProvider(ACCOUNT);
  const url = await simulated.listen();
  return {
    provider: at(url),
    stranger: at(url, { token: 'wrong' }),
    mobile: '+48601100101',
    stop: () => simulated.close(),
  };
});

const { SMS_REAL_URL: url, SMS_REAL_TOKEN: token, SMS_REAL_SENDER: sender, SMS_REAL_MOBILE: mobile } = process.env;
if (url && token && sender && mobile) {
  const real = (given: string) => new HttpSmsProvider({ url, token: given, sender, timeoutMs: 30_000 });
  smsProviderContract('the real one', async () => ({
    provider: real(token),
    stranger: real('wrong'),
    mobile,
    stop: async () => undefined,
  }));
} else {
  notRun('SMS with a real provider', 'SMS_REAL_URL, SMS_REAL_TOKEN, SMS_REAL_SENDER and SMS_REAL_MOBILE are not set');
}

describe('a provider of SMS that is not well', () => {
  const simulated = new SimulatedSmsProvider(ACCOUNT);
  let address = '';
  beforeAll(async () => {
    address = await simulated.listen();
  });
  afterAll(() => simulated.close());
  const sms = (id: string) => ({ id, to: '+48601100101', text: 'Test' });

  it.each<[Mood, object]>([
    ['busy', { code: 'busy', retryAfterMs: 20_000 }],
    ['ill', { code: 'unreachable' }],
    ['silent', { code: 'unreachable', detail: 'No answer in time' }],
    ['nonsense', { code: 'unreachable' }],
  ])('is told apart: %s', async (mood, refusal) => {
    simulated.next(mood);
    expect(await at(address, { timeoutMs: 200 }).send(sms(mood))).toMatchObject({ ok: false, refusal });
    expect(await at(address).send(sms(mood))).toMatchObject({ ok: true });
  });

  it('is not there, or was never named', async () => {
    expect(await at('http://127.0.0.1:9').send(sms('a'))).toMatchObject({
      ok: false,
      refusal: { code: 'unreachable' },
    });
    expect(await at('').send(sms('b'))).toMatchObject({ ok: false, refusal: { code: 'not-configured' } });
  });
});
