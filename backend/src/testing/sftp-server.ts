import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { eventually, freePort } from './processes';

const SSHD = '/usr/sbin/sshd';

/** An OpenSSH server of the test's own, with one key that opens it and a folder for what is copied. */
export class SftpServer {
  readonly username = userInfo().username;
  private readonly directory = mkdtempSync(join(tmpdir(), 'centrala-sftp-'));
  readonly folder = join(this.directory, 'archive');
  readonly privateKey: string;
  private process: ChildProcess | undefined;

  private constructor(readonly port: number) {
    mkdirSync(this.folder);
    for (const name of ['host', 'user', 'other-host'])
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(this.directory, name)]);
    this.privateKey = readFileSync(join(this.directory, 'user'), 'utf8');
  }

  static async start(): Promise<SftpServer> {
    const server = new SftpServer(await freePort());
    await server.run();
    return server;
  }

  /** `hostKey`: the key that it shows; another one is what a stranger in between would show. */
  async run(hostKey: 'host' | 'other-host' = 'host'): Promise<void> {
    // As root it wants its folder of no rights; Debian's unit makes it, and we start it without.
    if (userInfo().uid === 0 && !existsSync('/run/sshd')) mkdirSync('/run/sshd', { mode: 0o755 });
    const file = join(this.directory, 'sshd_config');
    const lines = [
      `Port ${this.port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${join(this.directory, hostKey)}`,
      `AuthorizedKeysFile ${join(this.directory, 'user.pub')}`,
      'PidFile none',
      'UsePAM no',
      'StrictModes no',
      'PermitRootLogin yes',
      'PasswordAuthentication no',
      'Subsystem sftp internal-sftp',
    ];
    writeFileSync(file, `${lines.join('\n')}\n`);
    this.process = spawn(SSHD, ['-D', '-e', '-f', file], { stdio: 'ignore' });
    await eventually(
      () => this.answers(),
      15_000,
      () => 'sshd does not listen',
    );
  }

  async stop(): Promise<void> {
    const { process } = this;
    this.process = undefined;
    if (!process || process.exitCode !== null) return;
    process.kill();
    await once(process, 'exit');
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async answers(): Promise<boolean> {
    const socket = createConnection({ port: this.port, host: '127.0.0.1' });
    try {
      await once(socket, 'connect');
      return true;
    } finally {
      socket.destroy();
    }
  }
}
