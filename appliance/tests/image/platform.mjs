import assert from 'node:assert/strict';
import { until } from '../support.mjs';
import { check } from './run.mjs';
import { Visitor, authorityOf } from './visitor.mjs';

export const PASSWORD = 'a password of the first administrator';
const NUMBER = '+48221000100';

/**
 * What people do with a box that was just set up: the first administrator follows his link, signs in and makes a company; an
 * agent takes a call. `box.run` runs a program on the machine. Answers a visitor who is signed in as administrator.
 */
export async function checkPlatform(box) {
  const admin = new Visitor(await authorityOf());
  await check('the platform is ready, with every part of it well', () =>
    until(async () => (await admin.ask('GET', '/api/v1/health/ready')).text.includes('"ok"'), {
      withinMs: 600_000,
      say: 'the API says ok',
    }),
  );
  const signedIn = await check('the first administrator chooses a password by his link and signs in', async () => {
    const link = /https:\/\/\S*token=\S+/.exec(box.said())?.[0];
    assert.ok(link, 'the console shows the link');
    const token = new URL(link).searchParams.get('token');
    await activate(admin, token);
    await admin.signIn('admin@example.com', PASSWORD);
    assert.equal((await admin.api('GET', '/me')).user.role, 'administrator');
  });
  if (!signedIn) return undefined;
  await check('who gives another password is refused', () =>
    assert.rejects(new Visitor(admin.authority).signIn('admin@example.com', 'another password'), /could not sign in/),
  );
  await check('a call is answered by an agent, bridged, ended and found in the history with its recording', () =>
    takeACall(box, admin),
  );
  return admin;
}

/** An emulated processor compiles what is asked for the first time for longer than a request may take: first a token of nobody. */
async function activate(admin, token) {
  const ask = (json) => admin.ask('POST', '/api/v1/account/activate', { json: { password: PASSWORD, ...json } });
  await until(async () => (await ask({ token: 'x'.repeat(token.length) })).status < 500, { withinMs: 600_000 });
  const { status, text } = await ask({ token });
  assert.ok(status < 300, text);
}

function isOffline(error) {
  if (!error.message.includes('agent-offline')) throw error;
  return false;
}

async function takeACall(box, admin) {
  const agent = await makeCompany(admin);
  // another process takes up that he has come
  await until(() => agent.api('PUT', '/agents/me/status', { status: 'ready' }).then(() => true, isOffline), {
    withinMs: 600_000,
    say: 'the agent is there',
  });
  const people = async (method, path, body) => {
    const asked = ['-sf', '-m', '300', '-X', method, '-d', JSON.stringify(body), `http://127.0.0.1:8022${path}`];
    const { code, out } = await box.run('curl', ...asked);
    assert.equal(code, 0, `${path}: ${out}`);
  };
  await people('PUT', '/phones/201', { kind: 'answers', afterMs: [300, 600] });
  await people('POST', '/phones/201/register', {});
  const call = { from: '+48600100200', to: NUMBER, trunk: 'trunk-pl-1', talkMs: 8_000, patienceMs: 600_000 };
  await people('POST', '/calls', call);
  const finished = ({ number, endedAt, recordingId }) =>
    number === call.from && endedAt !== null && recordingId !== null;
  const ended = await until(async () => (await admin.api('GET', '/calls?limit=10')).items.find(finished), {
    withinMs: 600_000,
    say: 'the call is in the history, ended and with its recording',
  });
  assert.deepEqual([ended.queue.name, ended.agent.name, ended.outcome], ['Sales', 'Jan Kowalski', 'answered']);
  assert.ok(ended.talkSeconds >= 5, `${ended.talkSeconds} s`);
}

async function makeCompany(admin) {
  const { id: groupId } = await admin.api('POST', '/groups', { name: 'Sales', description: '' });
  const person = { firstName: 'Jan', lastName: 'Kowalski', email: 'agent@example.com', role: 'agent' };
  const made = { login: 'agent@example.com', ...person, extension: '201', groupIds: [groupId] };
  const { id } = await admin.api('POST', '/users', made);
  const { url } = await admin.api('POST', `/users/${id}/activation-link`, {});
  const token = new URL(url).searchParams.get('token');
  await admin.api('POST', '/account/activate', { token, password: PASSWORD });
  const { id: queueId } = await admin.api('POST', '/queues', { name: 'Sales', groupIds: [groupId] });
  await admin.api('POST', '/numbers', { number: NUMBER, name: 'Sales', queueId });
  return new Visitor(admin.authority).signIn('agent@example.com', PASSWORD);
}
