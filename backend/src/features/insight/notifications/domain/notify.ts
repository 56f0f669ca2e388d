import type { Notification, Permission } from '#contracts';
import type { RecordedEvent } from '../../../../kernel/journal';

export interface Told {
  /** One person, or everybody with a permission. */
  readonly to: { readonly userId: string } | { readonly permission: Permission };
  readonly severity: Notification['severity'];
  readonly code: string;
  readonly params: Notification['params'];
  readonly link: string | null;
  /** What it is about, beside code and addressee: the same again counts up instead of telling anew. */
  readonly subject: string;
  /** Whose work it is about: only those who supervise him are told. */
  readonly about?: string;
}

/** The key by which repetitions are found. */
export const causeOf = ({ to, code, subject }: Told): string =>
  ['userId' in to ? to.userId : to.permission, code, subject].join(' ');

type Data = Record<string, unknown>;
const text = (data: Data, key: string): string =>
  typeof data[key] === 'string' || typeof data[key] === 'number' ? String(data[key]) : '';
const toSystem = { permission: 'system.view' } as const;

/** What became of a break, told to the agent or to those who supervise him. */
function ofBreak(code: string, data: Data, to: Told['to'], agentId: string): Told {
  const kind = (data['kind'] ?? {}) as Data;
  const params = { name: text(data, 'name') || text(kind, 'name'), note: text(data, 'note') };
  const link = 'userId' in to ? '/desk' : '/live';
  const about = 'userId' in to ? {} : { about: agentId };
  return { to, severity: 'info', code, params, link, subject: text(data, 'breakId'), ...about };
}

/** An alert, told to the people that its rule names. */
function ofAlert(code: string, data: Data): Told[] {
  const title = [text(data, 'name'), text(data, 'subjectName')].filter((each) => each !== '').join(' – ');
  const severity = data['severity'] as Told['severity'];
  const [link, subject] = [`/alerts?rule=${text(data, 'ruleId')}`, `${text(data, 'ruleId')} ${title}`];
  return ((data['userIds'] ?? []) as readonly string[]).map((userId) => ({
    ...{ to: { userId }, severity, code, params: { title }, link, subject },
  }));
}

const RULES: Readonly<Record<string, (data: Data, event: RecordedEvent) => Told[]>> = {
  AgentOfferMissed: (data, { stream }) => {
    if (data['kind'] !== 'queue') return [];
    const agentId = stream.slice('agent-'.length);
    const told = {
      severity: 'warning',
      code: 'offer-missed',
      params: { agentId, cause: text(data, 'cause') },
      link: `/calls/${text(data, 'subjectId')}`,
      subject: agentId,
    } as const;
    return [
      { ...told, to: { userId: agentId } },
      { ...told, to: { permission: 'live.view' }, about: agentId },
    ];
  },
  BreakAsked: (data) => {
    const entry = (data['entry'] ?? {}) as Data;
    if (entry['stage'] !== 'approval') return [];
    return [ofBreak('break-asked', entry, { permission: 'breaks.decide' }, text(entry, 'agentId'))];
  },
  BreakGranted: (data) => {
    const agentId = text(data, 'agentId');
    if (data['forced'] === true) return [ofBreak('break-forced', data, { userId: agentId }, agentId)];
    return data['waited'] === true ? [ofBreak('break-granted', data, { userId: agentId }, agentId)] : [];
  },
  BreakRefused: (data) => {
    const agentId = text(data, 'agentId');
    return [ofBreak('break-refused', data, { userId: agentId }, agentId)];
  },
  AgentBreakOverLimit: (data, { stream }) => {
    const agentId = stream.slice('agent-'.length);
    return [
      ofBreak('break-over-limit', data, { userId: agentId }, agentId),
      ofBreak('break-over-limit-of', data, { permission: 'breaks.decide' }, agentId),
    ];
  },
  RecontactNear: (data) => [
    {
      to: { userId: text(data, 'agentId') },
      severity: 'info',
      code: 'recontact-near',
      params: { party: text(data, 'party'), dueAt: text(data, 'dueAt') },
      link: '/recontacts/calendar',
      subject: `${text(data, 'recontactId')} ${text(data, 'dueAt')}`,
    },
  ],
  AlertTold: (data) => ofAlert(data['step'] === 'escalation' ? 'alert-escalated' : 'alert-fired', data),
  AlertTested: (data) => ofAlert('alert-test', data),
  JobDied: (data) => [
    {
      to: { permission: 'jobs.manage' },
      severity: 'critical',
      code: 'job-died',
      params: { queue: text(data, 'queue') || text(data, 'name') },
      link: '/admin/jobs',
      subject: text(data, 'queue') || text(data, 'name'),
    },
  ],
  RecordingLost: (data) => [
    {
      to: toSystem,
      severity: data['reason'] === 'storage-full' ? 'critical' : 'warning',
      code: data['reason'] === 'storage-full' ? 'recording-lost-storage-full' : 'recording-lost',
      params: {},
      link: `/calls/${text(data, 'callId')}`,
      subject: '',
    },
  ],
  VoicemailReceived: (data) =>
    (data['people'] as readonly string[]).map((userId) => ({
      to: { userId },
      severity: 'info',
      code: 'voicemail-received',
      params: { box: text(data, 'box'), number: text(data, 'number') },
      link: `/voicemail?box=${text(data, 'boxId')}`,
      subject: text(data, 'boxId'),
    })),
  SwitchLost: (data) => [
    {
      to: toSystem,
      severity: 'critical',
      code: 'switch-lost',
      params: { nodeId: text(data, 'nodeId') },
      link: null,
      subject: text(data, 'nodeId'),
    },
  ],
  TrunkStateChanged: (data) =>
    data['state'] === 'down'
      ? [
          {
            to: toSystem,
            severity: 'critical',
            code: 'trunk-down',
            params: { trunk: text(data, 'trunk') },
            link: null,
            subject: text(data, 'trunk'),
          },
        ]
      : [],
  DiskThresholdCrossed: (data) => {
    const [percent, before] = [Number(data['level'] ?? 0), Number(data['before'] ?? 0)];
    if (percent <= before) return [];
    return [
      {
        to: toSystem,
        severity: percent >= 95 ? 'critical' : 'warning',
        code: 'disk-threshold',
        params: { percent },
        link: null,
        subject: '',
      },
    ];
  },
  CriticalFunctionFailed: () => [
    {
      to: toSystem,
      severity: 'critical',
      code: 'critical-function-failed',
      params: {},
      link: '/critical-functions',
      subject: '',
    },
  ],
  LicencesExhausted: (data) => [
    {
      to: { permission: 'order.view' },
      severity: 'warning',
      code: 'licence-refused',
      params: { limit: text(data, 'limit') },
      link: '/admin/order',
      subject: '',
    },
  ],
};

/** Event types that somebody is told of. */
export const NOTIFYING_TYPES = Object.keys(RULES);

/** Whom an event is told to, and how. */
export const notificationsOf = (event: RecordedEvent): Told[] =>
  RULES[event.type]?.((event.data ?? {}) as Data, event) ?? [];
