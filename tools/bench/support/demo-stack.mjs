import { signIn } from '../../dev/colleagues.mjs';
import { readOptions } from '../../dev/options.mjs';
import { startStack } from '../../dev/stack.mjs';

/** The whole stack as `npm start` runs it, with the demo company and without callers. `api(method, path, body)` asks as its administrator. */
export async function startDemo({ services, dir, progress }) {
  const options = readOptions(['--no-traffic', '--data-dir', dir]);
  // All requests come from one address and most from one person: limits that are meant for people would be what is measured.
  const marks = { CENTRALA_RATE_PUBLIC: '100000', CENTRALA_RATE_USER: '100000' };
  const stack = await startStack({ options, dataDir: dir, progress, services, marks, withConsole: false });
  const { address, logins } = stack;
  const { login, password } = logins.logins.find(({ role }) => role === 'administrator');
  const { access } = await signIn({ address, login, password });
  await asker(address, access)('POST', '/session', { takeOver: true });
  return { stack, address, domain: login.split('@')[1], password, api: asker(address, access) };
}

/** Requests with this token; the answer's body, or an error with its status. */
export const asker = (address, token) => async (method, path, body) => {
  const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
  const response = await fetch(`${address}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 200)}`);
  return text ? JSON.parse(text) : null;
};
