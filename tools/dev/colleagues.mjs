// The demo company's other agents: each signs in as a person does, is ready, and classifies the calls that he was consulted about
// or took over. Their phones are the simulated switch's and answer by themselves. Started by stack.mjs; reads CENTRALA_DEMO_PEOPLE.
import { createHash, randomBytes } from 'node:crypto';
import { pause } from './processes.mjs';

const EVERY_MS = 2000;
/** After-call work of somebody who types a line. */
const WRAP_UP_MS = 4000;
/** Somebody signed in with this login by hand: leave the desk to him for so long. */
const AWAY_MS = 60_000;
const RENEW_BEFORE_MS = 30_000;

/** One browser's cookies at one host. */
class Cookies {
  #values = new Map();

  take(response) {
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name) this.#values.set(name, value);
    }
  }

  get header() {
    return [...this.#values].map((pair) => pair.join('=')).join('; ');
  }
}

/** Tokens by authorization code with PKCE, through the login page of either provider. */
export async function signIn({ address, login, password }) {
  const { url, realm, clientId } = await json(await fetch(`${address}/api/v1/sign-in`));
  const openid = `${url}/realms/${realm}/protocol/openid-connect`;
  const verifier = randomBytes(32).toString('base64url');
  const redirect_uri = `${address}/`;
  const query = new URLSearchParams({
    ...{ client_id: clientId, response_type: 'code', scope: 'openid', redirect_uri, state: 'state' },
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const visit = visitor(redirect_uri);
  const form = await visit(`${openid}/auth?${query}`);
  const landed = await visit(form.action, new URLSearchParams({ username: login, password }));
  if (!landed.code) throw new Error(`${login} could not sign in`);
  const grant = { grant_type: 'authorization_code', code: landed.code, redirect_uri, code_verifier: verifier };
  return { endpoint: `${openid}/token`, clientId, ...(await tokens(`${openid}/token`, clientId, grant)) };
}

/** Follows redirects to a login form (`action`) or back to the console (`code`). */
function visitor(console_) {
  const cookies = new Cookies();
  return async (start, form) => {
    let [at, body] = [start, form];
    for (let hops = 0; hops < 10; hops += 1) {
      const headers = { cookie: cookies.header, accept: 'text/html' };
      const response = await fetch(at, { method: body ? 'POST' : 'GET', redirect: 'manual', headers, body });
      cookies.take(response);
      const location = response.headers.get('location');
      if (!location) {
        const [, action = ''] = /<form[^>]*\saction="([^"]+)"/.exec(await response.text()) ?? [];
        return { action: new URL(action.replaceAll('&amp;', '&'), at).href };
      }
      [at, body] = [new URL(location, at).href, undefined];
      if (at.startsWith(`${console_}?`)) return { code: new URL(at).searchParams.get('code') };
    }
    throw new Error('too many redirects');
  };
}

async function tokens(endpoint, clientId, grant) {
  const body = new URLSearchParams({ client_id: clientId, ...grant });
  const given = await json(await fetch(endpoint, { method: 'POST', body }));
  return {
    access: given.access_token,
    refresh: given.refresh_token,
    renewAt: Date.now() + given.expires_in * 1000 - RENEW_BEFORE_MS,
  };
}

async function json(response) {
  const text = await response.text();
  if (response.ok) return text ? JSON.parse(text) : null;
  throw Object.assign(new Error(`${response.status} ${text.slice(0, 200)}`), { status: response.status });
}

/** One agent at his desk. */
class Colleague {
  #signedIn;
  #wrapUpSince;

  constructor(address, person) {
    this.address = address;
    this.person = person;
  }

  async live() {
    for (;;) {
      try {
        await this.#look();
        await pause(EVERY_MS);
      } catch (error) {
        process.stdout.write(`${this.person.login}: ${error.message}\n`);
        this.#signedIn = undefined;
        await pause(AWAY_MS);
      }
    }
  }

  /** Does what an agent does in the state he is in. */
  async #look() {
    await this.#comeIn();
    const { status, callId } = await this.#ask('GET', '/agents/me');
    if (status !== 'wrap-up') this.#wrapUpSince = undefined;
    if (status === 'not-ready') await this.#ask('PUT', '/agents/me/status', { status: 'ready' });
    if (status !== 'wrap-up' || !callId) return;
    this.#wrapUpSince ??= Date.now();
    if (Date.now() - this.#wrapUpSince >= WRAP_UP_MS) await this.#close(callId);
  }

  async #close(callId) {
    const choices = await this.#ask('GET', '/classifiers');
    const all = Array.isArray(choices) ? choices : choices.items;
    const chosen = all.find(({ active }) => active);
    if (chosen) await this.#ask('POST', `/calls/${callId}/classify`, { classifierId: chosen.id, note: '' });
    await this.#ask('POST', `/calls/${callId}/finish-wrap-up`, {});
  }

  async #comeIn() {
    if (!this.#signedIn) {
      this.#signedIn = await signIn({ address: this.address, ...this.person });
      await this.#ask('POST', '/session', { takeOver: true });
    }
    const { endpoint, clientId, refresh, renewAt } = this.#signedIn;
    if (Date.now() < renewAt) return;
    const renewed = await tokens(endpoint, clientId, { grant_type: 'refresh_token', refresh_token: refresh });
    this.#signedIn = { ...this.#signedIn, ...renewed };
  }

  async #ask(method, path, body) {
    const headers = { authorization: `Bearer ${this.#signedIn.access}`, 'content-type': 'application/json' };
    return json(await fetch(`${this.address}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) }));
  }
}

const { CENTRALA_DEMO_PEOPLE: people, CENTRALA_PUBLIC_URL: address } = process.env;
if (people) await Promise.all(JSON.parse(people).map((person) => new Colleague(address, person).live()));
