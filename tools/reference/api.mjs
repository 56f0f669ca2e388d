import { compiled } from './compiled.mjs';

const accessText = ({ kind, anyOf }) =>
  kind === 'permission' ? anyOf.map((each) => `\`${each}\``).join(' or ') : kind.replace('-', ' ');

const row = ({ method, path, access, features, shape }) =>
  `| ${method} | \`${path}\` | ${access.map(accessText).join(', ')} | ${features.map((each) => `\`${each}\``).join(', ')} | ${shape.summary ?? ''} |`;

export function apiPage() {
  const { AppModule } = compiled('app.module.js');
  const routes = compiled('platform/http/routes.js').routesOfModule(AppModule.of(['api', 'telephony', 'worker']));
  const table = (kind, head) =>
    [head, '|---|---|---|---|---|', ...routes.filter((each) => each.kind === kind).map(row)].join('\n');
  return [
    '# API',
    'Every route with who may use it. Shapes: `/api/docs` of a running installation (OpenAPI 3.1), and contracts/src.',
    '## HTTP',
    table('http', '| method | path | access | feature | what |'),
    '## Socket messages',
    table('message', '| | message | access | feature | what |'),
  ].join('\n\n');
}
