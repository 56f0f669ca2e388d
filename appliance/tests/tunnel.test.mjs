import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Gateway } from './gateway.mjs';
import { inRoot, must, run, start, temporaryFolder, until } from './support.mjs';

const require = createRequire(import.meta.url);
const tag = randomBytes(3).toString('hex');
const BOX = `centrala-b-${tag}`;
const PEER = `centrala-p-${tag}`;
const KEY = 'a-long-pre-shared-key-0123456789';

const inNamespace = (name, program, args, options) => run('ip', ['netns', 'exec', name, program, ...args], options);

/**
 * The box and a customer's gateway, each in a network namespace with a charon of its own. The box's configuration is what we
 * generate, its rules are our nftables.conf. Packets come out of strongSwan's userspace ESP, since a host's kernel need not
 * have IPsec: `meta ipsec exists` of the rules becomes the name of its interface. In the booted image the kernel does it.
 */
describe('vpn-ipsec: two gateways', () => {
  const folder = temporaryFolder('tunnel');
  const running = [];
  let vpn;
  let authority;
  let foreign;
  const { issueServer, makeAuthority } = (() => {
    try {
      return require(inRoot('dist/provisioning/index.js'));
    } catch {
      return {};
    }
  })();

  const drawn = (name) => ({ names: [name], now: Date.now(), serial: randomBytes(16) });
  const peers = () =>
    [
      { name: 'by-certificate', authentication: { kind: 'certificate' }, remoteIdentity: 'peer.customer.test' },
      { name: 'by-key', authentication: { kind: 'pre-shared-key', key: KEY }, remoteIdentity: 'key.customer.test' },
    ].map((each) => ({
      enabled: true,
      remote: '192.0.2.2',
      localIdentity: 'centrala.test',
      localAddress: '10.10.1.1',
      remoteNetworks: ['10.20.1.0/24'],
      services: ['reporting-database'],
      initiate: false,
      ...each,
    }));

  /** What the customer's administrator would write. */
  const customer = (key = KEY) => {
    const connection = (name, auth, identity, more) => `  ${name} {
    version = 2
    local_addrs = 192.0.2.2
    remote_addrs = 192.0.2.1
    proposals = aes256gcm16-prfsha384-ecp384
    local {
      auth = ${auth}
      id = ${identity}
${more.local}
    }
    remote {
      auth = ${auth}
      id = centrala.test
${more.remote}
    }
    children {
      ${name} {
        local_ts = 10.20.1.0/24
        remote_ts = 10.10.1.1/32[tcp/5433]
        esp_proposals = aes256gcm16-ecp384
      }
    }
  }
`;
    return `connections {
${connection('by-certificate', 'pubkey', 'peer.customer.test', { local: '      certs = peer.pem', remote: '      cacerts = centrala-authority.pem' })}${connection('by-key', 'psk', 'key.customer.test', { local: '', remote: '' })}}
secrets {
  ike-1 {
    id-a = key.customer.test
    id-b = centrala.test
    secret = "${key}"
  }
}
`;
  };

  const gateways = {};
  const swanctl = (side, ...args) => gateways[side].swanctl(...args);

  /** A psql would say the same: the port answers, or it does not. */
  const query = () =>
    inNamespace(PEER, 'socat', ['-T3', '-', 'TCP:10.10.1.1:5433,connect-timeout=2,bind=10.20.1.5'], {
      input: '',
      withinMs: 8_000,
    }).out.trim();

  before(async () => {
    vpn = require(inRoot('dist/appliance/vpn/index.js'));
    authority = makeAuthority({ name: 'Centrala test', ...drawn('') });
    foreign = makeAuthority({ name: 'Somebody else', ...drawn('') });
    gateways.box = new Gateway(join(folder.path, 'box'), BOX);
    gateways.peer = new Gateway(join(folder.path, 'peer'), PEER);
    const [server, client] = [
      issueServer(authority, drawn('centrala.test')),
      issueServer(authority, drawn('peer.customer.test')),
    ];
    for (const [gateway, pair, name] of [
      [gateways.box, server, 'centrala'],
      [gateways.peer, client, 'peer'],
    ]) {
      gateway.write('x509ca/centrala-authority.pem', authority.certificate);
      gateway.write(`x509/${name}.pem`, pair.certificate);
      gateway.write(`private/${name}.key`, pair.key);
    }
    gateways.box.write('swanctl.conf', vpn.swanctlConfiguration(peers().map((each) => vpn.peerSchema.parse(each))));
    gateways.peer.write('swanctl.conf', customer());
    for (const name of [BOX, PEER]) must('ip', ['netns', 'add', name]);
    must('ip', ['-n', BOX, 'link', 'add', 'v0', 'type', 'veth', 'peer', 'name', 'v0', 'netns', PEER]);
    for (const [name, address, inner] of [
      [BOX, '192.0.2.1/24', '10.10.1.1/32'],
      [PEER, '192.0.2.2/24', '10.20.1.5/32'],
    ]) {
      must('ip', ['-n', name, 'addr', 'add', address, 'dev', 'v0']);
      for (const link of ['lo', 'v0']) must('ip', ['-n', name, 'link', 'set', link, 'up']);
      must('ip', ['-n', name, 'addr', 'add', inner, 'dev', 'lo']);
    }
    // the plain way is there: what is refused is refused by the rules
    must('ip', ['-n', PEER, 'route', 'add', '10.10.1.1', 'via', '192.0.2.1', 'dev', 'v0']);
    must('ip', ['-n', BOX, 'route', 'add', '10.20.1.0/24', 'via', '192.0.2.2', 'dev', 'v0']);
    const rules = readFileSync(inRoot('ansible/roles/nftables/files/nftables.conf'), 'utf8');
    const addresses = inRoot('ansible/roles/nftables/files/addresses.nft');
    const here = rules
      .replace('/etc/nftables.d/addresses.nft', addresses)
      .replaceAll('meta ipsec exists', 'iifname "ipsec*"');
    must('ip', ['netns', 'exec', BOX, 'nft', '-f', '-'], { input: here });
    for (const side of ['box', 'peer']) running.push(gateways[side].start());
    for (const port of [5433, 443, 22])
      running.push(
        start('ip', [
          'netns',
          'exec',
          BOX,
          'socat',
          `TCP-LISTEN:${port},fork,reuseaddr`,
          `SYSTEM:echo answer of ${port}`,
        ]),
      );
    await until(() => ['box', 'peer'].every((side) => swanctl(side, '--stats').code === 0), {
      say: 'both daemons answer',
    });
    for (const side of ['box', 'peer']) assert.equal(swanctl(side, '--load-all', '--noprompt').code, 0);
  });
  after(async () => {
    for (const each of running.reverse()) await each.stop();
    for (const name of [BOX, PEER]) run('ip', ['netns', 'del', name]);
    folder.remove();
  });

  it('the rules are those of the image, and nftables accepts them', () => {
    const { out } = inNamespace(BOX, 'nft', ['list', 'table', 'inet', 'centrala']);
    assert.match(out, /hook input priority filter; policy drop/);
  });

  it('from the network the console is reached and the database is not', () => {
    const ask = (port) =>
      inNamespace(PEER, 'socat', ['-T3', '-', `TCP:192.0.2.1:${port},connect-timeout=2`], {
        input: '',
        withinMs: 8_000,
      }).out;
    assert.match(ask(443), /answer of 443/);
    assert.doesNotMatch(ask(5433), /answer/);
    assert.doesNotMatch(ask(22), /answer/, 'management comes from its networks only');
    assert.doesNotMatch(query(), /answer/);
  });

  for (const name of ['by-certificate', 'by-key']) {
    it(`through a tunnel ${name} the database answers, and afterwards no more`, () => {
      const opened = swanctl('peer', '--initiate', '--child', name, '--timeout', '15');
      assert.equal(opened.code, 0, opened.out);
      assert.match(query(), /answer of 5433/);
      const listed = swanctl('box', '--list-sas', '--raw').out;
      assert.match(
        listed,
        new RegExp(`child-sas \\{${name}-\\d+ \\{name=${name} [^}]*state=INSTALLED`),
        'as tunnelState reads it',
      );
      assert.equal(swanctl('peer', '--terminate', '--ike', name).code, 0);
      assert.doesNotMatch(query(), /answer/);
    });
  }

  it('the state says up with its bytes, and down with the cause', async () => {
    const box = {
      now: () => Date.now(),
      run: async (program, args) =>
        program === 'swanctl' ? { ...swanctl('box', ...args), err: '' } : { code: 0, out: running[0].said(), err: '' },
    };
    assert.equal(swanctl('peer', '--initiate', '--child', 'by-key', '--timeout', '15').code, 0);
    assert.match(query(), /answer/);
    const state = await vpn.tunnelState(box, peers());
    const up = state.peers.find(({ name }) => name === 'by-key');
    assert.ok(up.up && up.bytesIn > 0 && up.bytesOut > 0, JSON.stringify(state));
    swanctl('peer', '--terminate', '--ike', 'by-key');
  });

  it('a wrong key opens nothing and is named', () => {
    gateways.peer.write('swanctl.conf', customer('another-pre-shared-key-9876543210'));
    swanctl('peer', '--load-all', '--clear', '--noprompt');
    const { code, out } = swanctl('peer', '--initiate', '--child', 'by-key', '--timeout', '10');
    assert.notEqual(code, 0);
    assert.equal(vpn.causeOf(out), 'the key or the certificate is not accepted');
    assert.doesNotMatch(query(), /answer/);
  });

  it('a certificate of a foreign authority opens nothing', () => {
    const pair = issueServer(foreign, drawn('peer.customer.test'));
    gateways.peer.write('x509/peer.pem', pair.certificate);
    gateways.peer.write('private/peer.key', pair.key);
    swanctl('peer', '--load-all', '--clear', '--noprompt');
    const { code, out } = swanctl('peer', '--initiate', '--child', 'by-certificate', '--timeout', '10');
    assert.notEqual(code, 0);
    assert.notEqual(vpn.causeOf(out), null, out);
    assert.doesNotMatch(query(), /answer/);
  });
});
