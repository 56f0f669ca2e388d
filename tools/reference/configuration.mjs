import { loadAreas } from './compiled.mjs';

const cell = (text) => text.replaceAll('|', '\\|');

/** What an absent variable becomes: the default, or that it must be set. */
function defaultOf({ schema, secret }) {
  const { success, data } = schema.safeParse(undefined);
  if (!success) return '**must be set**';
  if (secret) return data ? 'a secret of its own' : 'none';
  if (Array.isArray(data)) return data.length > 0 ? `\`${data.join(',')}\`` : 'none';
  return data === '' || data === undefined || data === null ? 'none' : `\`${String(data)}\``;
}

export function configurationPage() {
  const tables = loadAreas().map(({ name, settings }) => {
    const rows = Object.values(settings).map(
      (setting) => `| \`${setting.key}\` | ${cell(defaultOf(setting))} | ${cell(setting.description)} |`,
    );
    return [`## ${name}`, '', '| variable | default | what for |', '|---|---|---|', ...rows].join('\n');
  });
  const intro =
    'Environment variables, by the part that reads them. A wrong value stops the start and names its key and its rule.';
  return ['# Configuration', intro, ...tables].join('\n\n');
}
