import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, SaveSftpAccount, ShownSftpAccount } from '#contracts';
import { Database } from '../../../platform/database';
import { testPrincipal } from '../../../testing/boot-app';
import { applianceApp } from './appliance-app.fixture';

const OFFICE: SaveSftpAccount = {
  name: 'sftp-office',
  enabled: true,
  keys: [`ssh-ed25519 ${'A'.repeat(68)} office`],
  quotaMegabytes: 500,
  expiresOn: null,
};

describe('ftp-server: accounts', () => {
  const world = applianceApp('sftp.manage');
  const { folder } = world;

  const post = (body: object) => world.app.http.post('/api/v1/sftp-accounts').send(body);
  const put = (id: string, body: object) => world.app.http.put(`/api/v1/sftp-accounts/${id}`).send(body);
  const list = async () =>
    ((await world.app.http.get('/api/v1/sftp-accounts').expect(200)).body as Page<ShownSftpAccount>).items;
  const wanted = () => JSON.parse(readFileSync(join(folder, 'sftp/desired.json'), 'utf8')) as { accounts: object[] };

  it('are handed to the machine and written into the journal', async () => {
    expect(await list()).toEqual([]);
    const { body } = await post(OFFICE).expect(201);
    expect(body).toMatchObject({ id: 'sftp-office', version: 1, folder: null });
    await put('sftp-office', { ...OFFICE, quotaMegabytes: 700, expiresOn: '2027-01-31', version: 1 }).expect(200);
    expect(wanted().accounts).toMatchObject([{ name: 'sftp-office', quotaMegabytes: 700, expiresOn: '2027-01-31' }]);
    const written = await world.app
      .get(Database)
      .read.query("select type from journal where stream like 'sftpaccount-%'");
    expect(written).toEqual([{ type: 'SftpAccountSaved' }, { type: 'SftpAccountSaved' }]);
  });

  it('show what the machine says of their folders', async () => {
    const state = { name: 'sftp-office', bytes: 10, full: false, lastSignIn: null };
    writeFileSync(
      join(folder, 'sftp/state.json'),
      JSON.stringify({ at: '2026-11-30T12:00:00.000Z', accounts: [state] }),
    );
    expect(await list()).toMatchObject([{ folder: state }]);
  });

  it.each([
    [OFFICE, 409, { code: 'sftp-account-name-taken' }],
    [{ ...OFFICE, name: 'root' }, 400, { errors: [{ field: 'name' }] }],
    [{ ...OFFICE, name: 'sftp-b', keys: ['command="sh" ssh-ed25519 AAAA'] }, 400, { errors: [{ field: 'keys.0' }] }],
    [{ ...OFFICE, name: 'sftp-b', keys: [`${OFFICE.keys[0]}\nssh-rsa AAAA`] }, 400, { errors: [{ field: 'keys.0' }] }],
    [{ ...OFFICE, name: 'sftp-b', keys: [] }, 400, { errors: [{ field: 'keys' }] }],
  ])('refuses %j', async (body, status, problem) => {
    expect((await post(body).expect(status)).body).toMatchObject(problem);
  });

  it('refuses another name, a change that is out of date, and one of an account that is gone', async () => {
    const renamed = await put('sftp-office', { ...OFFICE, name: 'sftp-other', version: 2 }).expect(400);
    expect(renamed.body).toMatchObject({ errors: [{ field: 'name', rule: 'sftp-account-renamed' }] });
    expect((await put('sftp-office', { ...OFFICE, version: 1 }).expect(409)).body).toMatchObject({
      code: 'changed-meanwhile',
    });
    await world.app.http.delete('/api/v1/sftp-accounts/sftp-office').expect(204);
    await world.app.http.delete('/api/v1/sftp-accounts/sftp-office').expect(404);
    await put('sftp-office', OFFICE).expect(404);
    expect(wanted().accounts).toEqual([]);
  });

  it('are for those who may set them up', async () => {
    world.app.signIn(testPrincipal({ permissions: ['system.view'] }));
    await world.app.http.get('/api/v1/sftp-accounts').expect(403);
  });
});
