import type { HealthReport } from '#contracts';
import { FileStore } from './platform/files';
import { CallWorld, type Agent } from './testing/call-world';

describe('What features bind into the platform', () => {
  let world: CallWorld;
  let administrator: Agent;
  beforeAll(async () => {
    world = await CallWorld.start();
    administrator = await world.hire('administrator');
  });
  afterAll(() => world.close());

  const part = async (name: string) => {
    const { body } = (await world.as(administrator).get('/system/health')) as { body: HealthReport };
    return body.parts.find((each) => each.name === name);
  };

  it('the disk space of the Order, packs included, is the quota of files', async () => {
    expect((await world.app.get(FileStore).usage()).quota).toBe(100e9);
    await world.sql(
      `update customer_order set document = jsonb_set(document, '{addOns}', '[{"featureId": "disk-space-pack-100gb", "quantity": 2}]')`,
    );
    expect((await world.app.get(FileStore).usage()).quota).toBe(300e9);
  });

  it('the health of the switch and of the identity provider: without a switch degraded, and still ready', async () => {
    expect(await part('identity-provider')).toMatchObject({ status: 'ok', detail: 'embedded' });
    expect(await part('switch')).toMatchObject({ status: 'ok', detail: 'switch-1' });
    world.line.simulated.dropConnections(60_000);
    await world.wait(1);
    expect(await part('switch')).toMatchObject({ status: 'degraded', detail: 'switch-1 is not connected' });
    const ready = await world.app.http.get('/api/v1/health/ready');
    expect([ready.status, ready.body]).toEqual([200, { status: 'degraded' }]);
    await world.wait(60);
    await world.connected();
    expect(await part('switch')).toMatchObject({ status: 'ok' });
  });
});
