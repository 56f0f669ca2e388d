import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { testPrincipal } from '../../../testing/boot-app';
import { applianceApp } from './appliance-app.fixture';

describe('state of the appliance', () => {
  const world = applianceApp('system.view');
  const { folder } = world;

  const leave = (file: string, content: unknown): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
  };

  it('is nothing where there is no appliance', async () => {
    await world.app.http.get('/api/v1/system/appliance').expect(200, { doctor: null, tunnels: null, backup: null });
  });

  it('is what the units reported', async () => {
    const finding = { code: 'backup-old', severity: 'critical', evidence: 'none', mend: 'centrala backup create' };
    const disk = { encrypted: true, finished: true, cipher: 'aes-xts-plain64', keys: 2 };
    leave('doctor/last.json', { at: '2026-11-29T12:00:00.000Z', disk, profile: 'mini', findings: [finding] });
    leave('vpn/state.json', {
      at: '2026-11-29T12:00:00.000Z',
      peers: [{ name: 'office', up: true, bytesIn: 1, bytesOut: 2, seconds: 3, lastError: null }],
    });
    leave('backup/state.json', { at: '2026-11-29T01:30:00.000Z' });
    const { body } = await world.app.http.get('/api/v1/system/appliance').expect(200);
    expect(body).toMatchObject({
      doctor: { profile: 'mini', disk, findings: [finding] },
      tunnels: { peers: [{ name: 'office', up: true }] },
      backup: { at: '2026-11-29T01:30:00.000Z' },
    });
  });

  it('leaves out a report that is broken or of another shape', async () => {
    leave('doctor/last.json', '{"at": "20');
    leave('vpn/state.json', { peers: 'none' });
    const { body } = await world.app.http.get('/api/v1/system/appliance').expect(200);
    expect(body).toMatchObject({ doctor: null, tunnels: null, backup: { at: '2026-11-29T01:30:00.000Z' } });
  });

  it('is for those who may see the system', async () => {
    world.app.signIn(testPrincipal({ permissions: ['calls.take'] }));
    await world.app.http.get('/api/v1/system/appliance').expect(403);
  });
});
