import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PERMISSION_NAMES } from '#contracts';
import { en } from './en';
import { pl } from './pl';
import { FAMILIES } from './text-families.fixture';

type Texts = { readonly [key: string]: string | Texts };

const flat = (texts: Texts, prefix = ''): Map<string, string> =>
  new Map(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
    ),
  );

const polish = flat(pl);
const english = flat(en);

const FRONTEND = join(__dirname, '../../..');

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(ts|html)$/.test(entry.name) && !entry.name.endsWith('.spec.ts') ? [readFileSync(path, 'utf8')] : [];
  });
}
const code = [...sources(join(FRONTEND, 'console')), ...sources(join(FRONTEND, 'ui'))].join('\n');

/** Keys that stand in the code as they are: `t('a.b')`, `translate('a.b')`, `say('a.b')`, `label: 'a.b'`, and both arms of a choice. */
const written = new Set(
  [...code.matchAll(/'([a-z][A-Za-z]*(?:\.[A-Za-z][A-Za-z0-9-]*)+)'/g)].map(([, key]) => key as string),
);
const permissions = new Set<string>(PERMISSION_NAMES);
const isKey = (key: string) => Object.keys(pl).includes(key.split('.')[0] ?? '') && !permissions.has(key);

describe('texts', () => {
  it('are the same keys in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...polish.keys()].sort());
  });

  it('are never empty and take the same parameters in both languages', () => {
    const parameters = (text = '') => [...text.matchAll(/{{\s*(\w+)\s*}}/g)].map(([, name]) => name).sort();
    for (const [key, text] of polish) {
      expect({ key, empty: text.trim() === '' }).toEqual({ key, empty: false });
      expect({ key, parameters: parameters(english.get(key)) }).toEqual({ key, parameters: parameters(text) });
    }
  });

  it('exist for every key that the code names', () => {
    const missing = [...written].filter(
      (key) => isKey(key) && !polish.has(key) && ![...polish.keys()].some((known) => known.startsWith(`${key}.`)),
    );
    expect(missing).toEqual([]);
  });

  it.each(Object.entries(FAMILIES))('exist for every word of %s', (family, words) => {
    expect(words.filter((word) => !polish.has(`${family}.${word}`))).toEqual([]);
  });

  it('are known to this test when they are put together', () => {
    const families = [...code.matchAll(/t\(\s*'([\w.]+)\.'\s*\+/g)].map(([, family]) => family as string);
    const open = ['problems', 'notifications', 'timeline', 'account'];
    expect([...new Set(families)].filter((family) => !(family in FAMILIES) && !open.includes(family))).toEqual([]);
  });

  it('name every event of the switch and call that the backend may put on a timeline', () => {
    const types = ['voice/calls/domain/call-events.ts', 'work/routing/domain/work-item.ts'].flatMap((file) => {
      const events = readFileSync(join(FRONTEND, '../backend/src/features', file), 'utf8');
      const list = /_EVENT_TYPES = \[([^\]]+)\]/.exec(events)?.[1] ?? '';
      return [...list.matchAll(/'(\w+)'/g)].map(([, type]) => type as string);
    });
    expect(types.length).toBeGreaterThan(20);
    expect(types.filter((type) => !polish.has(`timeline.${type}`) || !polish.has(`auditTypes.${type}`))).toEqual([]);
  });

  it('name every notification that the backend may raise', () => {
    const raised = sources(join(FRONTEND, '../backend/src/features/insight/notifications')).join('\n');
    const codes = [...raised.matchAll(/code: '([a-z-]+)'/g)].map(([, each]) => each as string);
    expect(codes.length).toBeGreaterThan(3);
    expect(codes.filter((each) => !polish.has(`notifications.${each}`))).toEqual([]);
  });

  it('exist for every problem code that the backend may answer with', () => {
    const backend = sources(join(FRONTEND, '../backend/src')).join('\n');
    const codes = new Set(
      [...backend.matchAll(/new ProblemException\(\s*\d+,\s*'([a-z-]+)'/g)].map(([, each]) => each as string),
    );
    // Presenters hand refusal codes on in an exhaustive switch.
    const presenters = sources(join(FRONTEND, '../backend/src/features')).filter(
      (file) => file.includes('ProblemException(4') && file.includes('switch ('),
    );
    for (const [, each] of presenters.join('\n').matchAll(/case '([a-z]+(?:-[a-z]+)+)':/g)) codes.add(each as string);
    expect([...codes].filter((each) => !polish.has(`problems.${each}`)).sort()).toEqual([]);
  });
});
