import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { inRoot, must, run, start, temporaryFolder, until } from './support.mjs';

const PORT = 52_222;

/**
 * Real sshd and real users, in a mount namespace with an /etc, /var/lib and /run of its own: the machine that runs the tests
 * gets no user. The namespace lives as long as its first process.
 */
describe('SFTP accounts', () => {
  const folder = temporaryFolder('sftp');
  const at = (...parts) => join(folder.path, ...parts);
  let space;
  let sshd;

  const inside = (program, args, options) =>
    run('nsenter', [`--mount=/proc/${space.pid}/ns/mnt`, program, ...args], options);
  const mustInside = (program, args) => {
    const { code, out } = inside(program, args);
    assert.equal(code, 0, `${program} ${args.join(' ')}: ${out}`);
    return out;
  };
  const centrala = (...args) => inside(process.execPath, [inRoot('dist/appliance/cli/main.js'), 'sftp', ...args]);
  const put = (account, name, text) => {
    writeFileSync(at('local'), text);
    return sftp(account, `put ${at('local')} ${name}`);
  };
  const sftp = (account, batch) => {
    const options = ['-i', at('key'), '-P', String(PORT), '-b', '-', '-o', 'BatchMode=yes'];
    const trust = ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR'];
    return run('sftp', [...options, ...trust, `${account}@127.0.0.1`], { input: `${batch}\n` });
  };

  before(async () => {
    for (const name of ['etc', 'lib', 'run']) mkdirSync(at(name));
    must('cp', ['-a', '/etc/.', at('etc')]);
    must('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at('key')]);
    const mounts = [
      ['etc', '/etc'],
      ['lib', '/var/lib'],
      ['run', '/run'],
    ];
    const script = mounts.map(([from, to]) => `mount --bind ${at(from)} ${to}`).join(' && ');
    space = start('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', `${script} && exec sleep 600`]);
    await until(
      () =>
        run('nsenter', [`--mount=/proc/${space.pid}/ns/mnt`, 'test', '-d', '/run/sshd']).code !== 127 &&
        inside('mountpoint', ['-q', '/run']).code === 0,
    );
    for (const group of ['sftp-files', 'sftp-full', 'centrala']) inside('groupadd', ['--system', '--force', group]);
    inside('useradd', ['--system', '--gid', 'centrala', 'centrala']);
    for (const path of ['/run/sshd', '/var/lib/centrala-sftp', '/etc/ssh/authorized_keys'])
      mustInside('mkdir', ['-p', path]);
    mustInside('chmod', ['0755', '/var/lib/centrala-sftp', '/etc/ssh/authorized_keys', '/run/sshd']);
    must('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at('host')]);
    const ours = readFileSync(inRoot('ansible/roles/sshd/files/centrala.conf'), 'utf8');
    writeFileSync(
      at('sshd_config'),
      `Port ${PORT}\nListenAddress 127.0.0.1\nHostKey ${at('host')}\nPidFile none\nUsePAM no\nSubsystem sftp /usr/lib/openssh/sftp-server\n${ours}`,
    );
    sshd = start('nsenter', [
      `--mount=/proc/${space.pid}/ns/mnt`,
      '/usr/sbin/sshd',
      '-D',
      '-e',
      '-f',
      at('sshd_config'),
    ]);
    await until(() => /Server listening/.test(sshd.said()));
  });
  after(async () => {
    await sshd?.stop();
    await space?.stop();
    folder.remove();
  });

  it('opens a folder of its own by key, and nothing else', () => {
    const added = centrala('add', 'sftp-office', '--key', at('key.pub'), '--quota', '1');
    assert.equal(added.code, 0, added.out);
    const brought = put('sftp-office', 'report.csv', 'a;b');
    assert.equal(brought.code, 0, brought.out + sshd.said());
    assert.match(sftp('sftp-office', 'ls -l /files').out, /report\.csv/);
    assert.doesNotMatch(sftp('sftp-office', 'ls /').out, /etc|office/);
    assert.notEqual(sftp('sftp-office', `get /etc/passwd ${at('stolen')}`).code, 0);
    const shell = run('ssh', [
      '-i',
      at('key'),
      '-p',
      String(PORT),
      '-o',
      'BatchMode=yes',
      '-o',
      'StrictHostKeyChecking=no',
      '-o',
      'UserKnownHostsFile=/dev/null',
      'sftp-office@127.0.0.1',
      'id',
    ]);
    assert.doesNotMatch(shell.out, /uid=/);
    assert.equal(
      mustInside('stat', ['-c', '%U:%G %a', '/var/lib/centrala-sftp/sftp-office/files/report.csv']).trim(),
      'sftp-office:centrala 640',
    );
  });

  it('changes nothing when it is applied again', () => {
    assert.match(centrala('apply').out, /no change/);
  });

  it('takes nothing more beyond the quota, until room is made', () => {
    assert.equal(put('sftp-office', 'large', 'x'.repeat(1_200_000)).code, 0);
    assert.match(centrala('list').out, /2 of 1 MB, full/);
    assert.notEqual(put('sftp-office', 'more', 'y').code, 0);
    assert.equal(sftp('sftp-office', `get large ${at('fetched')}\nrm large`).code, 0);
    assert.match(centrala('list').out, /1 of 1 MB {2}/);
    assert.equal(put('sftp-office', 'more', 'y').code, 0);
  });

  it('does not open from the day of its expiry on, nor when it is gone', () => {
    const expired = centrala('add', 'sftp-gone', '--key', at('key.pub'), '--expires', '2020-01-01');
    assert.equal(expired.code, 0, expired.out);
    assert.notEqual(sftp('sftp-gone', 'ls').code, 0);
    const removed = centrala('remove', 'sftp-office');
    assert.equal(removed.code, 0, removed.out);
    assert.notEqual(sftp('sftp-office', 'ls').code, 0);
    assert.equal(inside('test', ['-f', '/var/lib/centrala-sftp/sftp-office/files/report.csv']).code, 0);
  });

  it('refuses a name or a key that is none', () => {
    writeFileSync(at('bad'), 'command="/bin/sh" ssh-ed25519 AAAA\n');
    assert.match(centrala('add', 'sftp-bad', '--key', at('bad')).out, /must be a public key/);
    assert.match(centrala('add', 'root', '--key', at('key.pub')).out, /must be sftp-/);
  });
});
