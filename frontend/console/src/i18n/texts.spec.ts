import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AGENT_STATUSES,
  ALERT_EVENTS,
  ALERT_SEVERITIES,
  ALERT_SOURCES,
  ALERT_STATES,
  ALERT_SUBJECTS,
  alertDeliverySchema,
  APPLIANCE_FINDINGS,
  ATTEMPT_OUTCOMES,
  ATTEMPT_RESULTS,
  BLACKLIST_CLASSES,
  BLACKLIST_DIRECTIONS,
  BLACKLIST_KINDS,
  BREAK_STAGES,
  CALL_ACTIONS,
  CAMPAIGN_ACTIONS,
  CAMPAIGN_KINDS,
  CAMPAIGN_STATES,
  DIAL_HOLDS,
  LOCAL_PLACES,
  RECORD_CLASSES,
  CALL_OUTCOMES,
  CALL_STATES,
  CALLER_ID_RULES,
  CALLER_ID_STATES,
  CONSENT_BASES,
  CONSENT_CHANNELS,
  CONSENT_STATES,
  FIELD_TYPES,
  IMPORT_STATES,
  IMPORT_TARGETS,
  MATCH_REASONS,
  ON_KNOWN,
  DAY_KINDS,
  FINDING_CODES,
  FLOW_ENDS,
  FLOW_NODE_KINDS,
  GOAL_KINDS,
  GOAL_PACES,
  GOAL_PERIODS,
  GROUP_TARGETS,
  HLR_ACTIONS,
  HLR_REASONS,
  HLR_RESULTS,
  HLR_STATES,
  LANGUAGES,
  MESSAGE_KINDS,
  NOT_LAUNCHED_REASONS,
  NOT_READY_REASONS,
  NUMBER_EXTENTS,
  ARCHIVE_KINDS,
  CHECK_PROBLEMS,
  COPY_STATES,
  EXPORT_STATES,
  MISSING_REASONS,
  RECORD_RULES,
  RECORDING_STATES,
  PACKAGES,
  PHONE_TARGETS,
  PERMISSION_NAMES,
  EVALUATION_STATES,
  QUALITY_GROUPS,
  RECONTACT_FOR,
  REPORT_INTERVALS,
  REPORT_KEYS,
  REPORT_SENDING_STATES,
  REPORT_SUBJECTS,
  PROMPT_KINDS,
  PROMPT_SOURCES,
  RECONTACT_STATES,
  PACING_LIMITS,
  RETRY_CAUSES,
  RING_STRATEGIES,
  ROLES,
  SCORECARD_FINDING_CODES,
  SCRIPT_FIELD_KINDS,
  SCRIPT_FINDING_CODES,
  SCRIPT_OPERATORS,
  SCRIPT_RUN_STATES,
  SESSION_ENDED,
  SLA_LEVELS,
  STRATEGIES,
  SUPERVISION_ENDS,
  SUPERVISION_MODES,
  SURVEY_FINDING_CODES,
  SURVEY_QUESTION_KINDS,
  SURVEY_RUN_STATES,
  SURVEY_SPEECH_STATES,
  TRUNK_LINE_REASONS,
  TRUNK_LINE_STATES,
  TILE_KINDS,
  TRUNK_STATES,
  TRUNK_SUPPLIERS,
  TEST_OPERATORS,
  USER_STATES,
  WALL_METRICS,
  VOICEMAIL_STATES,
  WHAT_IF_LIMITS,
  WHAT_IF_STATES,
  WORK_CHANNELS,
  machineDetectionSchema,
  whatIfFiguresSchema,
} from '#contracts';
import { PERIODS } from '../insight/reports/report-wish';
import { SECTIONS } from '../shell/navigation';
import { en } from './en';
import { pl } from './pl';

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

/** Keys that are put together at run time: each vocabulary with its family. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  statuses: AGENT_STATUSES,
  reasons: NOT_READY_REASONS,
  actions: CALL_ACTIONS,
  callStates: CALL_STATES,
  outcomes: CALL_OUTCOMES,
  directions: ['inbound', 'outbound', 'internal'],
  roles: ROLES,
  roleHints: ROLES,
  userStates: USER_STATES,
  languages: LANGUAGES,
  strategies: STRATEGIES,
  strategyHints: STRATEGIES,
  'gate.reasons': SESSION_ENDED,
  'order.packages': PACKAGES,
  'order.slaLevels': SLA_LEVELS,
  'order.kinds': ['metered', 'hard-cap', 'disk'],
  'order.availability': ['included', 'paid', 'unavailable', 'always'],
  trunkSuppliers: TRUNK_SUPPLIERS,
  trunkAuthentications: ['registration', 'address'],
  callerIdRules: CALLER_ID_RULES,
  callerIdStates: CALLER_ID_STATES,
  trunkStates: TRUNK_STATES,
  numberExtents: NUMBER_EXTENTS,
  'numberRange.first': NUMBER_EXTENTS,
  'numberRange.firstHint': NUMBER_EXTENTS,
  pbxTargets: [...new Set([...GROUP_TARGETS, ...PHONE_TARGETS])],
  ringStrategies: RING_STRATEGIES,
  phoneCodes: ['join', 'leave', 'pickUp', 'pickUpAt', 'silence', 'forward', 'noForward'],
  trunkLineStates: TRUNK_LINE_STATES,
  trunkLineReasons: TRUNK_LINE_REASONS,
  retryCauses: RETRY_CAUSES,
  weekdays: ['1', '2', '3', '4', '5', '6', '7'],
  answerBranches: ['next', 'invalid', 'no-input'],
  goalKinds: GOAL_KINDS,
  goalPaces: GOAL_PACES,
  goalPeriods: GOAL_PERIODS,
  hlrResults: HLR_RESULTS,
  hlrResultsLong: HLR_RESULTS,
  hlrActions: HLR_ACTIONS,
  hlrReasons: HLR_REASONS,
  hlrStates: HLR_STATES,
  hlrErrors: ['unreachable', 'not-taken', 'limit-reached'],
  recontactFor: RECONTACT_FOR,
  recontactForList: RECONTACT_FOR,
  recontactStates: RECONTACT_STATES,
  'surveys.states': SURVEY_RUN_STATES,
  'surveys.reasons': NOT_LAUNCHED_REASONS,
  'surveys.kinds': SURVEY_QUESTION_KINDS,
  'surveys.findings': SURVEY_FINDING_CODES,
  'quality.findings': SCORECARD_FINDING_CODES,
  'quality.groups': QUALITY_GROUPS,
  'quality.states': EVALUATION_STATES,
  'scripts.kinds': SCRIPT_FIELD_KINDS,
  'scripts.operators': SCRIPT_OPERATORS,
  'scripts.rules': ['required', 'length', 'number', 'range', 'date', 'oneOf', 'type', 'email', 'unique', 'pesel', 'nip'],
  'scripts.states': SCRIPT_RUN_STATES,
  'scripts.tools': ['bold', 'italic', 'underline', 'heading2', 'heading3', 'bullets', 'numbers'],
  'scripts.variables': [
    'contact.firstName',
    'contact.lastName',
    'contact.company',
    'call.number',
    'call.queue',
    'agent.name',
  ],
  'scripts.findings': SCRIPT_FINDING_CODES,
  'surveys.ways': ['after-call', 'later'],
  'surveys.answerWords': ['yes', 'no'],
  'surveys.spoken': SURVEY_SPEECH_STATES.filter((state) => state !== 'kept'),
  'voicemail.states': VOICEMAIL_STATES,
  campaignKinds: CAMPAIGN_KINDS,
  campaignKindHints: CAMPAIGN_KINDS,
  campaignStates: CAMPAIGN_STATES,
  campaignActions: CAMPAIGN_ACTIONS,
  campaignQuestions: CAMPAIGN_ACTIONS,
  campaignConsequences: CAMPAIGN_ACTIONS,
  attemptOutcomes: ATTEMPT_OUTCOMES,
  recordClasses: RECORD_CLASSES,
  recordStates: ['waiting', 'batched', 'active', 'closed'],
  closedBecause: ['reached', 'outcome-maximum', 'attempts-maximum', 'recontact-done', 'recontact-cancelled'],
  callerIdKinds: ['fixed', 'random', 'local'],
  localPlaces: LOCAL_PLACES,
  pacingModes: ['hard', 'steered'],
  pacingLimits: PACING_LIMITS,
  machineActions: machineDetectionSchema.shape.action.unwrap().options,
  dialHolds: [...DIAL_HOLDS, 'no-records'],
  diallingStrategies: RECORD_CLASSES,
  overdueFirst: ['most', 'least'],
  'callbacks.results': ATTEMPT_RESULTS,
  blacklistKinds: BLACKLIST_KINDS,
  blacklistClasses: BLACKLIST_CLASSES,
  breakStages: BREAK_STAGES,
  dayKinds: [...DAY_KINDS, 'holiday'],
  messageKinds: MESSAGE_KINDS,
  supervisionModes: SUPERVISION_MODES,
  'supervision.hears': SUPERVISION_MODES,
  'supervision.ends': [...SUPERVISION_ENDS, 'on'],
  blacklistDirections: BLACKLIST_DIRECTIONS,
  recordingStates: ['off', 'on', 'paused'],
  consultStates: ['ringing', 'talking', 'failed'],
  'phone.states': ['off', 'simulated', 'unavailable', 'connecting', 'registered', 'unregistered', 'refused'],
  'phone.hints': ['off', 'simulated', 'unavailable', 'connecting', 'registered', 'unregistered', 'refused'],
  'phone.grades': ['good', 'fair', 'poor'],
  'calls.recordingState': ['recording', 'stored', 'lost'],
  'status.after': ['ready', 'not-ready'],
  'transfer.kinds': ['queue', 'agent', 'number'],
  'permissionSets.choices': ['grant', 'role', 'deny'],
  'ipLists.scopes': ['platform', 'role', 'user'],
  'queues.recordChoices': RECORD_RULES,
  'archives.health': ['off', 'broken', 'works', 'new'],
  'archives.kinds': ARCHIVE_KINDS,
  'archives.directions': ['any', 'inbound', 'outbound'],
  'archives.copyStates': COPY_STATES,
  'archives.copyProblems': ['broken-off', 'copy-not-the-same', 'recording-not-stored'],
  'recordings.checkResults': ['running', 'whole', 'changed'],
  'recordings.checkProblems': CHECK_PROBLEMS,
  'recordings.exportProblems': ['storage-full', 'file-too-large', 'export-failed'],
  'recordings.exportStates': EXPORT_STATES,
  'recordings.states': RECORDING_STATES,
  'recordings.reasons': MISSING_REASONS,
  'appliance.problems': APPLIANCE_FINDINGS,
  'appliance.severities': ['critical', 'warning', 'notice'],
  'appliance.profiles': ['mini', 'medium', 'max'],
  'jobs.states': ['queued', 'running', 'dead', 'done', 'discarded'],
  'jobs.did': ['retry', 'discard'],
  'shell.themes': ['system', 'light', 'dark'],
  promptKinds: PROMPT_KINDS,
  promptSources: PROMPT_SOURCES,
  'ivr.kinds': FLOW_NODE_KINDS,
  'ivr.kindHints': FLOW_NODE_KINDS,
  'ivr.families': ['talk', 'decide', 'lead'],
  'ivr.panels': ['node', 'findings', 'tests', 'versions', 'counts', 'settings'],
  'ivr.save': ['saved', 'pending', 'saving', 'waiting', 'failed', 'conflict'],
  'ivr.findings': FINDING_CODES,
  'ivr.operators': TEST_OPERATORS,
  'ivr.ends': FLOW_ENDS,
  'ivr.rules': ['any', 'mask', 'range', 'one-of', 'checksum'],
  'ivr.checksums': ['pesel', 'nip', 'luhn'],
  'ivr.matches': ['all', 'any'],
  'ivr.targets': ['number', 'extension', 'agent'],
  'ivr.steps': ['digits', 'silence', 'hang-up'],
  'ivr.dips': ['timed-out', 'unreachable', 'answers'],
  'ivr.failures': ['end', 'target', 'passes', 'variable', 'language'],
  alertStates: ALERT_STATES,
  alertSeverities: ALERT_SEVERITIES,
  alertSources: ALERT_SOURCES,
  alertSubjects: ALERT_SUBJECTS,
  alertEvents: Object.keys(ALERT_EVENTS),
  alertDeliveries: alertDeliverySchema.shape.state.options,
  alertKinds: ['threshold', 'count', 'absence'],
  alertSides: ['above', 'below'],
  alertConditions: ['above', 'below', 'lasting', 'count', 'absence'],
  tileKinds: TILE_KINDS,
  wallMetrics: WALL_METRICS,
  wallLevels: ['warn', 'alarm'],
  sendingStates: REPORT_SENDING_STATES,
  rhythms: ['day', 'week', 'month'],
  reportSubjects: REPORT_SUBJECTS,
  reportIntervals: REPORT_INTERVALS,
  reportKeys: REPORT_KEYS,
  reportPeriods: PERIODS,
  'reports.filters': ['queueId', 'agentId', 'groupId'],
  'channelPriorities.channels': WORK_CHANNELS,
  'whatIf.states': WHAT_IF_STATES,
  'whatIf.limits': WHAT_IF_LIMITS,
  'whatIf.courses': ['recorded', 'before', 'after'],
  'whatIf.measures': Object.keys(whatIfFiguresSchema.shape),
  consentBases: CONSENT_BASES,
  consentChannels: CONSENT_CHANNELS,
  consentStates: CONSENT_STATES,
  fieldTypes: FIELD_TYPES,
  importStates: IMPORT_STATES,
  importTargets: IMPORT_TARGETS,
  importOnKnown: ON_KNOWN,
  matchReasons: MATCH_REASONS,
  matchKeys: ['phone', 'email', 'name', 'pesel', 'nip'],
  nav: SECTIONS.flatMap(({ places }) => places.map(({ name }) => name)),
  'nav.sections': SECTIONS.map(({ name }) => name),
};

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
