import type { Mood } from '../../../../platform/outbound';
import { notRun } from '../../../../testing/not-run';
import { numberLookupContract } from '../port/number-lookup.contract';
import { SimulatedOperators } from '../simulator/simulated-operators';
import { HttpNumberLookup } from './http-number-lookup';

const ACCOUNT = { key: 'our-key', secret: 'our-secret' };
const now = () => Math.floor(Date.now() / 1000);
const lookupAt = (url: string, secret = ACCOUNT.secret, timeoutMs = 2000) =>
  new HttpNumberLookup({ ...ACCOUNT, secret, url, timeoutMs, atOnce: 4, now });

numberLookupContract('the simulated one', async () => {
  const operators = new SimulatedOperators(ACCOUNT);
  const url = await operators.listen();
  return {
    lookup: lookupAt(url),
    stranger: lookupAt(url, 'wrong'),
    active: '+48601100101',
    invalid: '+48601100100',
    stop: () => operators.close(),
  };
});

const { HLR_REAL_URL: url, HLR_REAL_KEY: key, HLR_REAL_SECRET: secret, HLR_REAL_ACTIVE: active } = process.env;
const invalid = process.env['HLR_REAL_INVALID'];
if (url && key && secret && active && invalid) {
  const real = (given: string) => new HttpNumberLookup({ url, key, secret: given, timeoutMs: 30_000, atOnce: 1, now });
  numberLookupContract('the real one', async () => ({
    lookup: real(secret),
    stranger: real('wrong'),
    active,
    invalid,
    stop: async () => undefined,
  }));
} else {
  notRun(
    'HLR checks with a real provider',
    'HLR_REAL_URL, HLR_REAL_KEY, HLR_REAL_SECRET, HLR_REAL_ACTIVE and HLR_REAL_INVALID are not set',
  );
}

describe('a provider that is not well', () => {
  const operators = new SimulatedOperators(ACCOUNT);
  let url = '';
  beforeAll(async () => {
    url = await operators.listen();
  });
  afterAll(() => operators.close());

  it.each<[Mood, object]>([
    ['busy', { code: 'busy', retryAfterMs: 20_000 }],
    ['ill', { code: 'unreachable' }],
    ['silent', { code: 'unreachable', detail: 'No answer in time' }],
    ['nonsense', { code: 'unreachable' }],
  ])('is told apart: %s', async (mood, refusal) => {
    operators.next(mood);
    expect(await lookupAt(url, ACCOUNT.secret, 200).look('+48601100101')).toMatchObject({ ok: false, refusal });
    expect(await lookupAt(url).look('+48601100101')).toMatchObject({ ok: true });
  });

  it('is not there', async () => {
    expect(await lookupAt('http://127.0.0.1:9/api/v2').look('+48601100101')).toMatchObject({
      ok: false,
      refusal: { code: 'unreachable' },
    });
    expect(await lookupAt('').look('+48601100101')).toMatchObject({ ok: false, refusal: { code: 'not-configured' } });
  });
});
