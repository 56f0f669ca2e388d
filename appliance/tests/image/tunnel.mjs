import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Gateway } from '../gateway.mjs';
import { run, start, until } from '../support.mjs';
import { BOX, CUSTOMER, NAME, NAMESPACE } from './lan.mjs';
import { LIBRESWAN, checkLibreswan } from './libreswan.mjs';
import { check } from './run.mjs';

const KEY = 'a-long-pre-shared-key-0123456789';
const IDENTITY = 'gateway.customer.test';
/** Of the answer that is timed; 1 Mb/s carries it in 12 s. */
const BYTES = 1_500_000;

const PEER = {
  name: 'customer',
  enabled: true,
  remote: CUSTOMER,
  localIdentity: NAME,
  remoteIdentity: IDENTITY,
  localAddress: BOX,
  remoteNetworks: ['10.20.1.0/24'],
  services: ['reporting-database'],
  authentication: { kind: 'pre-shared-key', key: KEY },
  initiate: false,
};

const CUSTOMERS = `connections {
  box {
    version = 2
    local_addrs = ${CUSTOMER}
    remote_addrs = ${BOX}
    proposals = aes256gcm16-prfsha384-ecp384
    local {
      auth = psk
      id = ${IDENTITY}
    }
    remote {
      auth = psk
      id = ${NAME}
    }
    children {
      database {
        local_ts = 10.20.1.0/24
        remote_ts = ${BOX}/32[tcp/5433]
        esp_proposals = aes256gcm16-ecp384
      }
    }
  }
}
secrets {
  ike-1 {
    id-a = ${IDENTITY}
    id-b = ${NAME}
    secret = "${KEY}"
  }
}
`;

/** A customer's host asks the reporting database with psql: through the tunnel, beside it, more than it may. */
export async function checkReporting(box, admin) {
  const password = await orderAccess(admin);
  const folder = join(box.folder, 'customer');
  mkdirSync(folder, { recursive: true });
  const gateway = new Gateway(folder, NAMESPACE);
  gateway.write('swanctl.conf', CUSTOMERS);
  const daemon = gateway.start();
  try {
    await until(() => gateway.swanctl('--stats').code === 0, { say: "the customer's gateway answers" });
    assert.equal(gateway.swanctl('--load-all', '--noprompt').code, 0);
    await askBeside(password);
    const opened = await check('the tunnel opens', () => openTunnel(box, gateway));
    if (opened) await askThrough(admin, password);
    gateway.swanctl('--terminate', '--ike', 'box');
    await check('when the tunnel is closed nothing answers any more', () => refusesConnection(password));
    if (opened) await checkLibreswan(password);
  } finally {
    await daemon.stop();
  }
}

/** The function in the Order, and a user of the customer. */
async function orderAccess(admin) {
  const order = await admin.api('GET', '/order');
  const addOns = [{ featureId: 'reporting-database', quantity: 1 }];
  await admin.api('PUT', '/order', { ...order, package: 'pro', licences: 15, addOns });
  const added = await admin.api('POST', '/reporting-database/users', { login: 'sales', purpose: 'psql' });
  await until(async () => (await admin.api('GET', '/reporting-database')).state?.position > 0, {
    withinMs: 300_000,
    say: 'the reporting database is filled',
  });
  return added.password;
}

function openTunnel(box, gateway) {
  const put = box.put('/tmp/peers.json', JSON.stringify({ peers: [PEER, LIBRESWAN] }));
  assert.equal(put.code, 0, put.out);
  const set = box.run('sudo', 'centrala', 'vpn', 'set', '/tmp/peers.json');
  assert.match(set.out, /2 peers/);
  const opened = gateway.swanctl('--initiate', '--child', 'database', '--timeout', '120');
  assert.equal(opened.code, 0, opened.out.slice(-2_000));
}

const asking = (password, statement) => [
  ...['netns', 'exec', NAMESPACE, 'env', `PGPASSWORD=${password}`, 'PGCONNECT_TIMEOUT=30', 'psql', '-XqAt'],
  ...[`host=${BOX} port=5433 user=bi_sales dbname=reporting sslmode=require`, '-c', statement],
];
const psql = (password, statement) => run('ip', asking(password, statement), { withinMs: 180_000 });

/** What is said and in how many ms; a slow machine counts the connection before this one for some time after its end. */
function answerTo(password, statement) {
  const ask = () => {
    const begun = Date.now();
    const said = psql(password, statement).out.trim();
    return !/error response during SSL exchange/.test(said) && { said, ms: Date.now() - begun };
  };
  return until(ask, { withinMs: 120_000, say: 'the connection before has ended' });
}

function refusesConnection(password) {
  const { code, out } = psql(password, 'select 1');
  assert.notEqual(code, 0, out);
  assert.match(out, /timeout|could not connect|connection to server/);
}

async function askBeside(password) {
  await check('beside the tunnel the reporting database is refused', () => refusesConnection(password));
}

async function askThrough(admin, password) {
  await check('through the tunnel psql is answered, over TLS, and sees the call', async () => {
    await until(() => psql(password, 'select count(*) from call').out.trim() === '1', {
      withinMs: 180_000,
      say: 'the call is there',
    });
    const who = await answerTo(password, 'select ssl from pg_stat_ssl where pid = pg_backend_pid()');
    assert.equal(who.said, 't');
  });
  await check('a write is refused', async () => {
    for (const statement of ['delete from call', 'set default_transaction_read_only = off; create table mine (a int)'])
      assert.match((await answerTo(password, statement)).said, /permission denied|read-only/);
  });
  await check('an answer comes with 1 Mb/s', async () => {
    const { said, ms } = await answerTo(password, `select repeat('x', ${BYTES})`);
    assert.equal(said.length, BYTES);
    const megabits = (BYTES * 8) / 1000 / ms;
    assert.ok(megabits < 1.1, `${megabits.toFixed(2)} Mb/s`);
    assert.ok(megabits > 0.5, `${megabits.toFixed(2)} Mb/s`);
  });
  const { limits } = await admin.api('GET', '/reporting-database');
  await check(`more than the ${limits.connections} connections of the Order are refused`, async () => {
    await pause(10_000); // until the connection before is not counted any more
    const sleepers = Array.from({ length: limits.connections }, () =>
      start('ip', [...asking(password, 'select 1'), '-c', '\\warn in', '-c', "select 'woke' from pg_sleep(60)"]),
    );
    await until(() => sleepers.every((each) => /^in$/m.test(each.said())), {
      withinMs: 180_000,
      say: 'all connections are taken',
    });
    assert.notEqual(psql(password, 'select 1').code, 0);
    for (const each of sleepers) {
      await each.ended;
      assert.match(each.said(), /woke/);
    }
    assert.equal((await answerTo(password, 'select 1')).said, '1');
  });
}
