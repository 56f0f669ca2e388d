import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pause } from '../../../../backend/src/testing/processes';

/** The program, where PyPI's moto is installed with its server. */
export function findMoto(): string | null {
  return (
    (process.env['PATH'] ?? '')
      .split(':')
      .map((folder) => join(folder, 'moto_server'))
      .find(existsSync) ?? null
  );
}

const SET_UP = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=setup/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=none',
  'content-type': 'application/x-www-form-urlencoded',
};
const ALL = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
});

/** A server that speaks S3, with a bucket `backups` and one user. */
export class MotoServer {
  accessKey = '';
  secret = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  static async start(program: string): Promise<MotoServer> {
    const port = await freePort();
    const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore', detached: true });
    const server = new MotoServer(child, port);
    await server.answers();
    await server.setUp();
    return server;
  }

  /** Whether it checks signatures from now on. It checks those of plain names alone: encoded ones it decodes before it compares. */
  async checks(signatures: boolean): Promise<void> {
    const body = signatures ? '0' : '1000000';
    await fetch(`http://127.0.0.1:${this.port}/moto-api/reset-auth`, { method: 'POST', body });
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    // The group: the shim that finds the program stays in front of it.
    if (this.child.pid) process.kill(-this.child.pid, 'SIGTERM');
    await ended;
  }

  private async answers(): Promise<void> {
    for (let attempt = 0; attempt < 300; attempt += 1) {
      const there = await fetch(`http://127.0.0.1:${this.port}/moto-api/`).catch(() => null);
      if (there?.ok) return;
      await pause(100);
    }
    throw new Error('moto does not answer');
  }

  private async setUp(): Promise<void> {
    const iam = async (action: Readonly<Record<string, string>>): Promise<string> => {
      const body = new URLSearchParams({ ...action, UserName: 'box', Version: '2010-05-08' });
      return (await fetch(`http://127.0.0.1:${this.port}/`, { method: 'POST', headers: SET_UP, body })).text();
    };
    await iam({ Action: 'CreateUser' });
    const key = await iam({ Action: 'CreateAccessKey' });
    await iam({ Action: 'PutUserPolicy', PolicyName: 'all', PolicyDocument: ALL });
    const headers = { authorization: SET_UP.authorization.replace('/iam/', '/s3/') };
    await fetch(`http://127.0.0.1:${this.port}/backups`, { method: 'PUT', headers });
    this.accessKey = /<AccessKeyId>([^<]+)</.exec(key)?.[1] ?? '';
    this.secret = /<SecretAccessKey>([^<]+)</.exec(key)?.[1] ?? '';
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
