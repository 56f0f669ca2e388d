const position = { x: 0, y: 0 };
const says = (template: string) => ({ pl: [{ kind: 'text', template }] });
const text = (words: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
});

const flow = (goodbye: string) => ({
  schema: 1,
  language: 'pl',
  variables: [],
  nodes: [
    { id: 'start', kind: 'start', name: '', position },
    { id: 'end', kind: 'hang-up', name: '', position, prompts: says(goodbye).pl },
  ],
  edges: [{ from: 'start', branch: 'next', to: 'end' }],
});
const survey = (question: string) => ({
  schema: 1,
  languages: ['pl'],
  greeting: says('Prosimy o ocenę'),
  goodbye: says('Dziękujemy'),
  questions: [{ kind: 'yes-no', id: 'q1', name: 'Czy', texts: says(question), branches: [] }],
  timeoutSeconds: 6,
  attempts: 2,
});
const script = (question: string) => ({
  schema: 1,
  steps: [{ id: 's1', name: 'Początek', text: text(question), fields: [], branches: [] }],
  summary: { text: text('Koniec'), outcomes: [{ id: 'o1', label: 'Sprzedaż', classifierId: '@classifiers/Sprzedaż' }] },
});
const criterion = {
  id: 'k1',
  name: 'Powitanie',
  description: '',
  weight: 1,
  points: 5,
  knockOut: false,
  optional: false,
};
const scorecard = (weight: number) => ({
  schema: 1,
  sections: [{ id: 'c1', name: 'Rozmowa', weight, criteria: [criterion] }],
});
const rule = {
  queueId: '@queues/Brno',
  when: 'after-call',
  active: true,
  sharePercent: 100,
  quietDays: 0,
  minimumTalkSeconds: 10,
  delayMinutes: 30,
  attempts: 2,
  intervalMinutes: 15,
  callFrom: '08:00',
  callTo: '20:00',
};

/** A text with something of every kind that can be put in force; `more` stands in settings that change from one to another. */
export const wholeConfiguration = (login: string, more: number) => ({
  'alert-rules': {
    Tłok: {
      name: 'Tłok',
      ownerId: `@users/${login}`,
      watch: {
        kind: 'threshold',
        source: 'queue-now',
        metric: 'waiting',
        side: 'above',
        limit: 5 + more,
        clearAt: 3,
        forSeconds: 30,
      },
      subjectIds: ['@queues/Brno'],
      userIds: [`@users/${login}`],
    },
  },
  'break-limits': {
    '08:00-16:00 Brno': { groupId: '@groups/Brno', fromMinute: 480, toMinute: 960, maxAgents: 2 + more },
  },
  'break-kinds': { Kawa: { name: 'Kawa', paid: true, limitSeconds: 600 + more } },
  campaigns: {
    Windykacja: {
      name: 'Windykacja',
      kind: 'progressive',
      consentPurpose: null,
      wrapUpSeconds: 5 + more,
      agentIds: [`@users/${login}`],
    },
  },
  classifiers: {
    Sprzedaż: {
      name: 'Sprzedaż',
      success: more > 0,
      followUps: [{ kind: 'open-url', url: 'https://crm.firma.test/{{contact.id}}' }],
    },
  },
  'consent-purposes': { sprzedaz: { id: 'sprzedaz', name: `Sprzedaż ${more}`, basis: 'consent' } },
  'contact-matching': { rules: { phone: true, email: true, name: more > 0, pesel: true, nip: true } },
  'dialling-strategies': { Świeże: { name: 'Świeże', shares: { fresh: 50 + more, private: 30 - more, system: 20 } } },
  'external-urls': { rules: { schemes: ['https'], hosts: ['crm.firma.test', `${more}.firma.test`] } },
  'sampling-rules': {
    Próba: { name: 'Próba', scorecardId: '@scorecards/Jakość', perAgent: 2 + more, queueIds: ['@queues/Brno'] },
  },
  'shift-patterns': {
    Tydzień: {
      name: 'Tydzień',
      days: [...new Array(5).fill('@shifts/Rano'), null, null],
      fromDate: '2030-01-07',
      onHolidays: more > 0,
      agentIds: [`@users/${login}`],
    },
  },
  'voicemail-boxes': { Brno: { name: 'Brno', userIds: [`@users/${login}`], maximumSeconds: 60 + more } },
  'contact-fields': {
    segment: { key: 'segment', label: `Segment ${more}`, type: 'text' },
    'etap Windykacja': {
      campaignId: '@campaigns/Windykacja',
      key: 'etap',
      label: 'Etap',
      type: 'choice',
      choices: ['1', `${2 + more}`],
    },
  },
  flows: { Nocny: { name: 'Nocny', groupIds: [], published: flow(`Dobranoc ${more}`), draft: null } },
  goals: {
    Plan: {
      name: 'Plan',
      kind: 'campaign',
      campaignIds: ['@campaigns/Windykacja'],
      period: 'month',
      target: 100 + more,
    },
  },
  groups: { Brno: { name: 'Brno', description: `${more}` } },
  'ip-lists': { 'role light-agent': { scope: { kind: 'role', role: 'light-agent' }, ranges: [`10.${more}.0.0/16`] } },
  numbers: {
    '+48221000001': { number: '+48221000001', name: `Infolinia ${more}`, queueId: '@queues/Brno' },
    '+48221000002': { number: '+48221000002', name: `Noc ${more}`, flowId: '@flows/Nocny' },
    '+4822200*': { number: '+4822200', extent: 'prefix', name: `Biuro ${more}`, ringGroupId: '@ring-groups/Biuro' },
  },
  'permission-sets': { Kontrola: { name: 'Kontrola', description: `${more}`, grants: ['alerts.view'] } },
  queues: {
    Brno: {
      name: 'Brno',
      wrapUpSeconds: 10 + more,
      skills: [{ skillId: '@skills/Morawski', level: 3, mandatory: true }],
    },
  },
  'report-schedules': {
    [`Dzienny ${login}`]: {
      name: 'Dzienny',
      ownerId: `@users/${login}`,
      subject: 'queues',
      period: 'yesterday',
      interval: 'day',
      by: 'queue',
      queueId: ['@queues/Brno'],
      agentId: [],
      groupId: [],
      file: 'xlsx',
      language: 'pl',
      rhythm: { every: 'day' },
      time: `0${6 + more}:00`,
      addresses: [login],
    },
  },
  'ring-groups': {
    Biuro: { name: 'Biuro', extension: '7001', ringSeconds: 20 + more, memberIds: [`@users/${login}`] },
  },
  scorecards: { Jakość: { name: 'Jakość', published: scorecard(1 + more), draft: null } },
  scripts: {
    Sprzedaż: {
      name: 'Sprzedaż',
      queueIds: ['@queues/Brno'],
      campaignIds: [],
      published: script(`Czy ${more}?`),
      draft: null,
    },
  },
  shifts: { Rano: { name: 'Rano', startMinute: 360, endMinute: 840, unpaidBreakMinutes: 15 + more } },
  skills: { Morawski: { name: 'Morawski' } },
  surveys: { Ocena: { name: 'Ocena', rules: [rule], published: survey(`Czy ${more}?`), draft: survey('Szkic') } },
  'trunk-routes': {
    Krajowe: {
      name: 'Krajowe',
      prefixes: ['+48'],
      trunkIds: ['@trunks/nowy'],
      campaignId: '@campaigns/Windykacja',
      position: 10 + more,
    },
  },
  trunks: { nowy: { name: 'nowy', title: `Nowy ${more}`, host: 'sip.example.com' } },
  wallboards: {
    Hala: {
      name: 'Hala',
      tiles: [
        {
          id: 't1',
          kind: 'figure',
          width: 4,
          height: 2,
          queueIds: ['@queues/Brno'],
          metric: 'waiting',
          warnAt: 3 + more,
        },
      ],
    },
  },
});
