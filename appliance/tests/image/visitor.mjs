import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:https';
import { connect } from 'node:tls';
import { BOX, NAME } from './lan.mjs';

/** The authority that the box shows in its chain: whom browsers are told to trust. */
export function authorityOf() {
  return new Promise((done, fail) => {
    const socket = connect({ host: BOX, port: 443, servername: NAME, rejectUnauthorized: false }, () => {
      const { raw } = socket.getPeerCertificate(true).issuerCertificate;
      socket.end();
      const body = raw.toString('base64').replace(/(.{64})/g, '$1\n');
      done(`-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`);
    });
    socket.once('error', fail);
  });
}

/** A browser that trusts the authority and keeps cookies. */
export class Visitor {
  #cookies = new Map();
  #token;

  constructor(authority) {
    this.authority = authority;
  }

  /** One exchange; redirects are not followed. */
  ask(method, path, { json, form, headers = {} } = {}) {
    const body = json === undefined ? form?.toString() : JSON.stringify(json);
    const type = json === undefined ? 'application/x-www-form-urlencoded' : 'application/json';
    const options = {
      ...{ host: BOX, port: 443, servername: NAME, ca: this.authority, method, path, timeout: 180_000 },
      agent: false, // of a connection that was kept it would not hear that it has ended while a program is run
      headers: {
        host: NAME,
        accept: json === undefined && !path.startsWith('/api') ? 'text/html' : 'application/json',
        cookie: [...this.#cookies].map((pair) => pair.join('=')).join('; '),
        ...(this.#token && { authorization: `Bearer ${this.#token}` }),
        ...(body !== undefined && { 'content-type': type, 'content-length': Buffer.byteLength(body) }),
        ...headers,
      },
    };
    return new Promise((done, fail) => {
      const asked = request(options, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => (text += chunk));
        response.on('end', () => {
          this.#keep(response.headers['set-cookie'] ?? []);
          done({ status: response.statusCode, headers: response.headers, text });
        });
      });
      asked.on('timeout', () => asked.destroy(new Error(`${method} ${path}: no answer`)));
      asked.on('error', fail);
      asked.end(body);
    });
  }

  /** The API's answer; throws what it refuses. */
  async api(method, path, json) {
    const { status, text } = await this.ask(method, `/api/v1${path}`, { json });
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text.slice(0, 500)}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  #keep(lines) {
    for (const line of lines) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name) this.#cookies.set(name, value);
    }
  }

  /** Authorization code with PKCE, through the login page of either provider; then the workstation. */
  async signIn(login, password) {
    const verifier = randomBytes(32).toString('base64url');
    const redirect_uri = `https://${NAME}/`;
    const query = new URLSearchParams({
      ...{ client_id: 'console', response_type: 'code', scope: 'openid', redirect_uri, state: 's', nonce: 'n' },
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    const page = await this.#follow('GET', `/realms/centrala/protocol/openid-connect/auth?${query}`);
    const action = /<form[^>]*\saction="([^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&');
    if (!action) throw new Error(`No login form: ${page.status} ${page.text.slice(0, 500)}`);
    const { pathname, search } = new URL(action, redirect_uri);
    const landed = await this.#follow('POST', pathname + search, new URLSearchParams({ username: login, password }));
    if (!landed.code) throw new Error(`${login} could not sign in: ${landed.status} ${landed.text.slice(0, 500)}`);
    const grant = { grant_type: 'authorization_code', client_id: 'console', code: landed.code, redirect_uri };
    const { status, text } = await this.ask('POST', '/realms/centrala/protocol/openid-connect/token', {
      form: new URLSearchParams({ ...grant, code_verifier: verifier }),
    });
    if (status !== 200) throw new Error(`No tokens: ${status} ${text.slice(0, 500)}`);
    this.#token = JSON.parse(text).access_token;
    await this.api('POST', '/session', { takeOver: true });
    return this;
  }

  /** Until a page that is none of the redirects, or the console's own address with a code. */
  async #follow(method, path, form) {
    for (let hops = 0; hops < 10; hops += 1) {
      const answer = await this.ask(method, path, { form });
      if (!answer.headers.location) return answer;
      const next = new URL(answer.headers.location, `https://${NAME}`);
      if (next.pathname === '/' && next.searchParams.has('code')) return { code: next.searchParams.get('code') };
      [method, path, form] = ['GET', next.pathname + next.search, undefined];
    }
    throw new Error('too many redirects');
  }
}
