/**
 * Who may import whom: the one table behind the lint rule (tools/lint/boundaries-rule.mjs) and the architecture test
 * (tools/architecture). Change a direction here, and only with an ADR.
 *
 * Paths are relative to the repository and use `/`.
 */

const BASE = ['contracts', 'kernel', 'platform'];

/** Feature groups: what each may import by value, beside its own group. `typesFrom` allows `import type` only. */
const GROUPS = {
  house: { from: BASE },
  work: { from: [...BASE, 'house'] },
  customers: { from: [...BASE, 'house', 'work'] },
  voice: { from: [...BASE, 'house', 'work', 'customers'] },
  channels: { from: [...BASE, 'house', 'work', 'customers'] },
  flow: { from: [...BASE, 'house', 'work', 'customers', 'voice', 'channels'] },
  insight: { from: BASE, typesFrom: ['house', 'work', 'customers', 'voice', 'channels', 'flow'] },
};

const EVERYTHING = [...BASE, ...Object.keys(GROUPS), 'migrations'];

/** Every zone that is not a feature group. `entry: 'index'` means: from outside only through an index.ts one folder down. */
const ZONES = {
  contracts: { under: 'contracts/src/', from: [] },
  kernel: { under: 'backend/src/kernel/', from: [] },
  platform: { under: 'backend/src/platform/', from: ['contracts', 'kernel', 'migrations'], entry: 'index' },
  migrations: { under: 'backend/src/migrations/', from: [] },
  testing: { under: 'backend/src/testing/', from: [...EVERYTHING, 'app'] },
  app: { under: 'backend/src/', from: EVERYTHING },
  profiles: { under: 'appliance/profiles/', from: [] },
  box: { under: 'appliance/box/', from: [] },
  vpn: { under: 'appliance/vpn/', from: ['contracts', 'box'] },
  provisioning: { under: 'provisioning/', from: [...BASE, 'profiles', 'box', 'vpn'] },
  appliance: { under: 'appliance/', from: ['contracts', 'profiles', 'box', 'vpn', 'provisioning'] },
  ui: { under: 'frontend/ui/', from: ['contracts'] },
  console: { under: 'frontend/console/', from: ['contracts', 'ui'] },
  portal: { under: 'frontend/portal/', from: ['contracts', 'ui'] },
  widgets: { under: 'frontend/widgets/', from: ['contracts'] },
  e2e: { under: 'frontend/e2e/', from: ['contracts'] },
};

/** Folders of one feature, from the inside out: each may import those before it. */
const LAYERS = ['domain', 'data', 'use-cases', 'edge'];

/** Packages that stay out of a zone, with what to do instead. */
const FORBIDDEN_PACKAGES = [
  { zone: 'contracts', allow: /^(zod)(\/|$)/, say: 'contracts import zod and nothing else' },
  {
    zone: 'ui',
    deny: /^@angular\/common\/http$|^socket\.io|^keycloak-/,
    say: 'ui knows no HTTP: pass data in, emit events out',
  },
  { zone: 'widgets', deny: /^@angular\//, say: 'widgets are plain custom elements' },
];

/** Packages that pure code (kernel, domain) may import: each computes, none touches the world. */
export const PURE_PACKAGES = /^(zod|luxon|libphonenumber-js|date-holidays|#contracts|liquidjs|json-rules-engine)(\/|$)/;

/** Words of FreeSWITCH; outside these folders we speak the `Switch` port's words. */
export const SWITCH_WORDS_LIVE_IN = [
  'backend/src/features/voice/switch/freeswitch/',
  'backend/src/features/voice/switch/simulator/',
];

export const FOLDER_NAMES_REFUSED = ['utils', 'util', 'helpers', 'common', 'misc', 'shared'];

const FEATURE = /^backend\/src\/features\/([a-z0-9-]+)\/([a-z0-9-]+)\/(.*)$/;
const TEST = /\.(spec|contract|fixture|e2e)\.ts$/;

export const isTest = (path) => TEST.test(path) || path.includes('/testing/') || path.startsWith('frontend/e2e/');

export const isPure = (path) =>
  path.startsWith('backend/src/kernel/') || /^backend\/src\/features\/[^/]+\/[^/]+\/domain\//.test(path);

export const featureGroups = () => Object.keys(GROUPS);

/**
 * Where a file lives: `{ zone, unit, inner }`. `unit` is what is entered through its index (`work/routing`, `platform/http`),
 * `inner` the path inside it. Null for files outside every zone (tools, configuration).
 */
export function placeOf(path) {
  const feature = FEATURE.exec(path);
  if (feature) return { zone: feature[1], unit: `${feature[1]}/${feature[2]}`, inner: feature[3] };
  const found = Object.entries(ZONES).find(([, { under }]) => path.startsWith(under));
  if (!found) return null;
  const [zone, { under, entry }] = found;
  const rest = path.slice(under.length);
  const slash = rest.indexOf('/');
  if (entry !== 'index' || slash < 0) return { zone, unit: zone, inner: rest };
  return { zone, unit: `${zone}/${rest.slice(0, slash)}`, inner: rest.slice(slash + 1) };
}

const rulesOf = (zone) => GROUPS[zone] ?? ZONES[zone];

const entered = (zone) => zone in GROUPS || ZONES[zone].entry === 'index';

/**
 * Judges one import between two files of ours.
 * @param {string} from importing file  @param {string} to imported file  @param {{ typeOnly?: boolean }} [how]
 * @returns {string | null} what is wrong and what to do, or null
 */
export function judgeImport(from, to, { typeOnly = false } = {}) {
  const importer = placeOf(from);
  const target = placeOf(to);
  if (!importer || !target) return null;
  if (target.zone === 'testing') return judgeTesting(from);
  if (importer.unit === target.unit) return judgeInside(importer, target, from);
  if (entered(target.zone) && target.unit !== target.zone && target.inner !== 'index.ts') {
    return `${target.unit} is entered through its index.ts only (reached into ${target.inner})`;
  }
  if (isTest(from)) return null;
  const wrong = judgeDirection(importer, target, typeOnly);
  if (wrong || typeOnly || !isPure(from) || ['kernel', 'contracts'].includes(target.zone)) return wrong;
  return `pure code takes types only from ${target.unit}: write "import type", or let the use case bring the value`;
}

function judgeDirection(importer, target, typeOnly) {
  if (importer.zone === target.zone) return null;
  const { from, typesFrom = [] } = rulesOf(importer.zone);
  if (from.includes(target.zone)) return null;
  if (!typesFrom.includes(target.zone)) return wrongWay(importer, target);
  return typeOnly ? null : `${importer.zone} imports types only from ${target.zone}: write "import type"`;
}

const wrongWay = (importer, target) =>
  `${importer.zone} must not import ${target.zone} (allowed: ${rulesOf(importer.zone).from.join(', ') || 'nothing of ours'})`;

const judgeTesting = (from) => (isTest(from) ? null : 'only tests may import backend/src/testing');

function judgeInside(importer, target, from) {
  if (importer.inner === 'index.ts' || isTest(from) || !(importer.zone in GROUPS)) return null;
  if (target.inner === 'index.ts') return 'inside a feature import the file itself, not its own index.ts';
  const layerOf = ({ inner }) => LAYERS.indexOf(inner.split('/')[0]);
  const [mine, theirs] = [layerOf(importer), layerOf(target)];
  if (mine < 0 || theirs <= mine)
    return mine === 0 && theirs < 0 ? 'domain/ imports domain/ and the kernel only' : null;
  return `${LAYERS[mine]}/ must not import ${LAYERS[theirs]}/ (order: ${LAYERS.join(' ← ')})`;
}

/** Judges an import of a package. Same result as `judgeImport`. */
export function judgePackage(from, name) {
  const place = placeOf(from);
  if (!place || isTest(from)) return null;
  if (isPure(from) && !PURE_PACKAGES.test(name))
    return `pure code must not import ${name} (PURE_PACKAGES in boundaries.mjs)`;
  const rule = FORBIDDEN_PACKAGES.find(
    (each) => each.zone === place.zone && (each.allow ? !each.allow.test(name) : each.deny.test(name)),
  );
  if (rule) return `${name}: ${rule.say}`;
  const speaksToSwitch = SWITCH_WORDS_LIVE_IN.some((folder) => from.startsWith(folder));
  return name === 'modesl' && !speaksToSwitch ? 'modesl lives in features/voice/switch: use the Switch port' : null;
}
