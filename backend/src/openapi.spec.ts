import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppModule } from './app.module';
import { parts } from './platform/config';
import { accessMistakes, openApiOf, routesOfModule } from './platform/http';

const SNAPSHOT = resolve(__dirname, '../openapi/openapi.json');

describe('the API', () => {
  const root = AppModule.of(parts);

  it('is what backend/openapi/openapi.json says (`npm run openapi` writes it)', () => {
    const document = JSON.stringify(openApiOf(root, 'v1'), null, 2);
    if (process.env['CENTRALA_WRITE_OPENAPI']) writeFileSync(SNAPSHOT, document);
    expect(JSON.parse(readFileSync(SNAPSHOT, 'utf8'))).toEqual(JSON.parse(document));
  });

  it('says of every route and message who may use it', () => {
    const routes = routesOfModule(root);
    expect(routes.length).toBeGreaterThan(0);
    expect(accessMistakes(routes)).toEqual([]);
  });

  it('has one operation id for each route', () => {
    const names = routesOfModule(root).map(({ method, path, name }) => `${name} ${method} ${path}`);
    expect(new Set(names).size).toBe(names.length);
  });
});
