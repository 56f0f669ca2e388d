import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, SaveVpnPeer, VpnPeer } from '#contracts';
import { testPrincipal } from '../../../testing/boot-app';
import { Database } from '../../../platform/database';
import { applianceApp } from './appliance-app.fixture';

const KEY = 'a-key-of-more-than-20-signs';
const OFFICE: SaveVpnPeer = {
  name: 'head-office',
  enabled: true,
  remote: '198.51.100.4',
  localIdentity: 'centrala.example.com',
  remoteIdentity: 'gateway.example.com',
  localAddress: '10.10.1.1',
  remoteNetworks: ['10.20.1.0/24'],
  services: ['reporting-database'],
  authentication: 'pre-shared-key',
  initiate: true,
};

describe('vpn-ipsec: peers', () => {
  const world = applianceApp('vpn.manage');
  const { folder } = world;

  const post = (body: object) => world.app.http.post('/api/v1/vpn-peers').send(body);
  const put = (id: string, body: object) => world.app.http.put(`/api/v1/vpn-peers/${id}`).send(body);
  const list = async () => ((await world.app.http.get('/api/v1/vpn-peers').expect(200)).body as Page<VpnPeer>).items;
  const wanted = () => JSON.parse(readFileSync(join(folder, 'vpn/desired.json'), 'utf8')) as { peers: object[] };

  it('are none at first, and nothing is written for asking', async () => {
    expect(await list()).toEqual([]);
    await world.app.http.get('/api/v1/vpn-peers/head-office').expect(404);
  });

  it('are handed to the machine with their key, which is told to nobody and stays when it is left out', async () => {
    const { body } = await post({ ...OFFICE, key: KEY }).expect(201);
    expect(body).toMatchObject({ id: 'head-office', version: 1, tunnel: null });
    expect(wanted().peers).toMatchObject([
      { name: 'head-office', authentication: { kind: 'pre-shared-key', key: KEY } },
    ]);
    const changed = { ...OFFICE, services: ['console', 'support'], version: 1 };
    await put('head-office', changed).expect(200);
    expect(wanted().peers).toMatchObject([{ services: ['console', 'support'], authentication: { key: KEY } }]);
    expect(JSON.stringify(await list())).not.toContain(KEY);
    const journal = await world.app
      .get(Database)
      .read.query("select type, data from journal where stream like 'vpnpeer-%'");
    expect(journal).toMatchObject([
      { type: 'VpnPeerSaved', data: { keyChanged: true } },
      { data: { keyChanged: false } },
    ]);
    expect(JSON.stringify(journal)).not.toContain(KEY);
  });

  it('show their tunnels as the machine saw them last', async () => {
    const tunnel = { name: 'head-office', up: true, bytesIn: 10, bytesOut: 20, seconds: 30, lastError: null };
    writeFileSync(join(folder, 'vpn/state.json'), JSON.stringify({ at: '2026-11-29T12:00:00.000Z', peers: [tunnel] }));
    expect(await list()).toMatchObject([{ name: 'head-office', tunnel }]);
  });

  it.each([
    [{ ...OFFICE, name: 'head-office', key: KEY }, 409, { code: 'vpn-peer-name-taken' }],
    [{ ...OFFICE, name: 'branch' }, 400, { errors: [{ field: 'key', rule: 'required' }] }],
    [{ ...OFFICE, name: 'branch', key: 'short' }, 400, { errors: [{ field: 'key' }] }],
    [
      { ...OFFICE, name: 'branch', remoteIdentity: 'a"\nsecret = x', key: KEY },
      400,
      { errors: [{ field: 'remoteIdentity' }] },
    ],
    [
      { ...OFFICE, name: 'branch', remoteNetworks: ['10.20.1.0'], key: KEY },
      400,
      { errors: [{ field: 'remoteNetworks.0' }] },
    ],
  ])('refuses %j', async (body, status, problem) => {
    expect((await post(body).expect(status)).body).toMatchObject(problem);
  });

  it('refuses a change that is out of date, and the change of a peer that is gone', async () => {
    expect((await put('head-office', { ...OFFICE, version: 1 }).expect(409)).body).toMatchObject({
      code: 'changed-meanwhile',
    });
    await put('none', OFFICE).expect(404);
  });

  it('takes both of two that are added at once', async () => {
    const byCertificate = { ...OFFICE, authentication: 'certificate' };
    await Promise.all(['a', 'b'].map((name) => post({ ...byCertificate, name }).expect(201)));
    expect((await list()).map(({ name }) => name)).toEqual(['a', 'b', 'head-office']);
    for (const name of ['a', 'b']) await world.app.http.delete(`/api/v1/vpn-peers/${name}`).expect(204);
    await world.app.http.delete('/api/v1/vpn-peers/a').expect(404);
    expect(wanted().peers).toHaveLength(1);
  });

  it('are for those who may set up tunnels', async () => {
    world.app.signIn(testPrincipal({ permissions: ['system.view'] }));
    await world.app.http.get('/api/v1/vpn-peers').expect(403);
    await post({ ...OFFICE, name: 'other', key: KEY }).expect(403);
  });
});
