import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SftpServer } from '../../../../testing/sftp-server';
import { archivePlaceContract } from './archive-place.contract';
import { openDirectory } from './directory-place';
import { openSftp } from './sftp-place';

describe('A folder of this machine', () => {
  const root = mkdtempSync(join(tmpdir(), 'centrala-archive-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  archivePlaceContract(() => openDirectory(root));

  it('is not made when it is not there', async () => {
    await expect(openDirectory(join(root, 'not-mounted'))).rejects.toThrow('ENOENT');
  });
});

describe('A folder of an OpenSSH server', () => {
  let server: SftpServer;
  const keys: string[] = [];
  const login = (hostKey: string | null) => {
    const { port, username, privateKey, folder } = server;
    const given = { host: '127.0.0.1', port, username, privateKey, password: null, hostKey };
    return openSftp(given, folder, (met) => keys.push(met));
  };
  beforeAll(async () => {
    server = await SftpServer.start();
  });
  afterAll(() => server.close());

  archivePlaceContract(() => login(null));

  it('is known by its key from the first time on', async () => {
    const [known = ''] = keys;
    expect(known).toMatch(/^SHA256:/);
    await (await login(known)).close();
    await server.stop();
    await server.run('other-host');
    await expect(login(known)).rejects.toThrow('another key');
  });
});
