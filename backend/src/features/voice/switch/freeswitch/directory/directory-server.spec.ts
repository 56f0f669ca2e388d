import { createHash } from 'node:crypto';
import { DirectoryServer } from './directory-server';

describe('phone accounts for the switch', () => {
  const secret = 'directory-secret-123';
  const server = new DirectoryServer({
    domain: 'voice.example',
    secret,
    report: () => undefined,
    directory: () => ({
      find: (extension) =>
        Promise.resolve(extension === '1001' ? { extension, password: 'p&w', displayName: 'Żaneta <Ó>' } : null),
    }),
  });
  let url = '';
  beforeAll(async () => {
    url = `http://127.0.0.1:${await server.listen(0)}/`;
  });
  afterAll(() => server.close());
  const ask = async (form: Record<string, string>, password = secret): Promise<{ status: number; text: string }> => {
    const response = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { authorization: `Basic ${Buffer.from(`switch:${password}`).toString('base64')}`, connection: 'close' },
    });
    return { status: response.status, text: await response.text() };
  };

  it('gives the hash of a password, never the password', async () => {
    const { text } = await ask({ section: 'directory', user: '1001', domain: 'voice.example' });
    expect(text).toContain(`a1-hash" value="${createHash('md5').update('1001:voice.example:p&w').digest('hex')}"`);
    expect(text).toContain('Żaneta &lt;Ó&gt;');
    expect(text).not.toContain('p&amp;w');
    expect(text.split('\n')[0]).toBe('<?xml version="1.0" encoding="UTF-8" standalone="no"?>');
  });

  it('knows nobody else, no other domain, and answers nobody without the secret', async () => {
    for (const form of [
      { section: 'directory', user: '9', domain: 'voice.example' },
      { section: 'directory', user: '1001', domain: 'other' },
      { section: 'dialplan', user: '1001', domain: 'voice.example' },
    ]) {
      expect((await ask(form)).text).toContain('not found');
    }
    expect((await ask({ section: 'directory', user: '1001', domain: 'voice.example' }, 'wrong')).status).toBe(403);
  });
});
