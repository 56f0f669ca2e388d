import fc from 'fast-check';
import { PACKAGES, type Order } from '#contracts';
import { billingPeriod } from './billing-period';
import { CATALOGUE, featuresOf, hasFeature } from './catalogue';
import { orderErrors } from './check-order';
import { allowance, meterOf, METERS } from './meters';
import { checkCap, checkHardStop, usageOf } from './usage';

const order = (part: Partial<Order> = {}): Order => ({
  ...{
    package: 'pro',
    licences: 30,
    slaLevel: 'standard',
    startDay: '2026-11-01',
    timeZone: 'Europe/Warsaw',
    monthlyFee: 0,
  },
  ...{ addOns: [], rates: [], hardStops: [], version: 1 },
  ...part,
});

describe('functions of the packages', () => {
  it('follow the table: included, paid, unavailable, always', () => {
    expect(hasFeature(order({ package: 'uc' }), 'listen-whisper')).toBe(false);
    expect(hasFeature(order({ package: 'standard' }), 'listen-whisper')).toBe(true);
    expect(hasFeature(order({ package: 'uc' }), 'live-monitoring')).toBe(true);
    expect(hasFeature(order(), 'predictive-dialer')).toBe(false);
    expect(hasFeature(order({ addOns: [{ featureId: 'predictive-dialer', quantity: 1 }] }), 'predictive-dialer')).toBe(
      true,
    );
    expect(hasFeature(order(), 'no-such-function')).toBe(false);
  });

  it('sell answering machine detection together with the predictive dialer', () => {
    expect(hasFeature(order({ addOns: [{ featureId: 'predictive-dialer', quantity: 1 }] }), 'amd')).toBe(true);
  });

  it('list every function of the catalogue for every package', () => {
    for (const name of PACKAGES) expect(featuresOf(order({ package: name }))).toHaveLength(CATALOGUE.size);
    expect(CATALOGUE.size).toBe(197);
  });
});

describe('limits', () => {
  it.each([
    ['limit-queues', 'uc', 5],
    ['limit-queues', 'enterprise', 20],
    ['limit-records', 'standard', 150_000],
    ['limit-tickets', 'uc', 0],
    ['limit-api-calls', 'pro', 100_000],
    ['limit-email-accounts', 'standard', 0],
    ['limit-email-accounts', 'pro', 10],
    ['limit-disk-space', 'uc', 100_000_000_000],
  ] as const)('%s in %s is %s', (meter, name, amount) =>
    expect(allowance(meterOf(meter), order({ package: name }))).toBe(amount),
  );

  it('give e-mail accounts in Standard only when Mail was bought', () => {
    const bought = order({ package: 'standard', addOns: [{ featureId: 'mail', quantity: 1 }] });
    expect(allowance(meterOf('limit-email-accounts'), bought)).toBe(5);
  });

  it('are raised by packs, as often as they were bought', () => {
    const packs = order({ addOns: [{ featureId: 'queues-pack-10', quantity: 2 }] });
    expect(checkCap('limit-queues', packs, 34).ok).toBe(true);
    expect(checkCap('limit-queues', packs, 35)).toEqual({
      ok: false,
      refusal: { code: 'limit-reached', meterId: 'limit-queues', limit: 35 },
    });
  });

  it('that are metered block only at a hard stop of one’s own', () => {
    expect(checkHardStop('sms', order(), 1_000_000).ok).toBe(true);
    const stopped = order({ hardStops: [{ meterId: 'sms', at: 500 }] });
    expect([checkHardStop('sms', stopped, 500).ok, checkHardStop('sms', stopped, 501).ok]).toEqual([true, false]);
  });
});

describe('use and charge', () => {
  it('uses the included amount, then packs, then the rate of the order', () => {
    const terms = order({
      package: 'enterprise',
      addOns: [{ featureId: 'business-rules-pack-5000', quantity: 1 }],
      rates: [{ meterId: 'business-rules', grosze: 3 }],
    });
    const meter = meterOf('business-rules');
    expect(usageOf(meter, terms, { used: 10_000 })).toMatchObject({
      included: 5_000,
      packs: 5_000,
      overage: 0,
      chargeGrosze: 0,
    });
    expect(usageOf(meter, terms, { used: 10_001 })).toMatchObject({ overage: 1, chargeGrosze: 3 });
  });

  it('counts each user’s API calls against the user’s own allowance', () => {
    const terms = order({ rates: [{ meterId: 'limit-api-calls', grosze: 2 }] });
    const usage = usageOf(meterOf('limit-api-calls'), terms, { perUser: [150_000, 10] });
    expect(usage).toMatchObject({ used: 150_010, included: 100_000, overage: 50_000, chargeGrosze: 100_000 });
  });

  it('never charges below the allowance, grows with use, and stays in whole grosze', () => {
    const metered = METERS.filter(({ kind, counting }) => kind === 'metered' && counting !== 'sum-per-user');
    fc.assert(
      fc.property(
        fc.constantFrom(...metered),
        fc.nat(1_000_000),
        fc.nat(1_000),
        fc.nat(500),
        (meter, used, more, grosze) => {
          const terms = order({ rates: [{ meterId: meter.id, grosze }] });
          const [before, after] = [usageOf(meter, terms, { used }), usageOf(meter, terms, { used: used + more })];
          expect(Number.isSafeInteger(before.chargeGrosze)).toBe(true);
          expect(after.chargeGrosze - before.chargeGrosze).toBeLessThanOrEqual(more * grosze);
          expect(after.chargeGrosze).toBeGreaterThanOrEqual(before.chargeGrosze);
          if (used <= before.included + before.packs) expect(before.chargeGrosze).toBe(0);
        },
      ),
    );
  });
});

describe('the billing period', () => {
  it('is the calendar month of the order’s time zone, summer time included', () => {
    const period = billingPeriod(Date.parse('2026-03-31T22:30:00Z'), 'Europe/Warsaw');
    expect([new Date(period.from).toISOString(), new Date(period.to).toISOString()]).toEqual([
      '2026-03-31T22:00:00.000Z',
      '2026-04-30T22:00:00.000Z',
    ]);
    const march = billingPeriod(Date.parse('2026-03-15T12:00:00Z'), 'Europe/Warsaw');
    expect((march.to - march.from) / 3_600_000).toBe(31 * 24 - 1);
  });

  it('puts every moment into exactly one period', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2034, 0, 1) }), (at) => {
        const { from, to } = billingPeriod(at, 'Europe/Warsaw');
        expect(from <= at && at < to).toBe(true);
        expect(billingPeriod(to, 'Europe/Warsaw').from).toBe(to);
      }),
    );
  });
});

describe('an order', () => {
  const fields = (part: Partial<Order>) => orderErrors(order(part)).map(({ field, rule }) => `${field} ${rule}`);

  it('is sound as the demo has it', () =>
    expect(fields({ addOns: [{ featureId: 'sms-pack-2000', quantity: 3 }] })).toEqual([]));

  it('names every field that is wrong and the rule', () => {
    expect(fields({ timeZone: 'Europe/Nowhere' })).toEqual(['timeZone time-zone']);
    expect(fields({ addOns: [{ featureId: 'nothing', quantity: 1 }] })).toEqual(['addOns.0.featureId unknown-feature']);
    expect(fields({ addOns: [{ featureId: 'ivr', quantity: 1 }] })).toEqual(['addOns.0.featureId not-sold']);
    expect(fields({ package: 'uc', addOns: [{ featureId: 'predictive-dialer', quantity: 1 }] })).toEqual([
      'addOns.0.featureId not-sold',
    ]);
    expect(fields({ rates: [{ meterId: 'x', grosze: 1 }] })).toEqual(['rates.0.meterId unknown-meter']);
    expect(fields({ hardStops: [{ meterId: 'limit-queues', at: 1 }] })).toEqual(['hardStops.0.meterId not-metered']);
    expect(
      fields({
        rates: [
          { meterId: 'sms', grosze: 1 },
          { meterId: 'sms', grosze: 2 },
        ],
      }),
    ).toEqual(['rates.1.meterId repeated']);
  });
});
