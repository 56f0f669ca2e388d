import { z } from 'zod';
import { idSchema, instantSchema, manyOf, pageQuerySchema } from './paging';

/** What a report counts. `statuses`: time of agents by status and reason; `classifiers`: what conversations were about; `schedules`: how they were kept on days that are over. */
export const REPORT_SUBJECTS = [
  'queues',
  'agents',
  'statuses',
  'calls',
  'classifiers',
  'recordings',
  'surveys',
  'schedules',
] as const;
export const reportSubjectSchema = z.enum(REPORT_SUBJECTS);
export type ReportSubject = z.infer<typeof reportSubjectSchema>;

/** What each subject is called on files and letters. */
export const REPORT_SUBJECT_WORDS: Readonly<Record<ReportSubject, { readonly pl: string; readonly en: string }>> = {
  queues: { pl: 'Kolejki', en: 'Queues' },
  agents: { pl: 'Agenci', en: 'Agents' },
  statuses: { pl: 'Statusy', en: 'Statuses' },
  calls: { pl: 'Połączenia', en: 'Calls' },
  classifiers: { pl: 'Klasyfikatory', en: 'Classifiers' },
  recordings: { pl: 'Nagrania', en: 'Recordings' },
  surveys: { pl: 'Ankiety', en: 'Surveys' },
  schedules: { pl: 'Grafiki', en: 'Schedules' },
};

/** Rows by time, in the time zone of the Order; `whole` is one row for the period. Quarters are of an hour. */
export const REPORT_INTERVALS = ['quarter', 'hour', 'day', 'week', 'month', 'whole'] as const;
export const reportIntervalSchema = z.enum(REPORT_INTERVALS);
export type ReportInterval = z.infer<typeof reportIntervalSchema>;

/** Schedules are kept or not by the day. */
export const intervalsOf = (subject: ReportSubject): readonly ReportInterval[] =>
  subject === 'schedules' ? REPORT_INTERVALS.filter((each) => each !== 'quarter' && each !== 'hour') : REPORT_INTERVALS;

/** Whose rows they are: one for each queue, agent …, or `none` for all together. */
export const REPORT_KEYS = [
  'none',
  'queue',
  'agent',
  'status',
  'direction',
  'outcome',
  'classifier',
  'reason',
  'survey',
  'group',
] as const;
export const reportKeySchema = z.enum(REPORT_KEYS);
export type ReportKey = z.infer<typeof reportKeySchema>;

/** Keys that each subject can be split by; the first is the usual one. */
export const REPORT_KEYS_OF: Readonly<Record<ReportSubject, readonly ReportKey[]>> = {
  queues: ['queue', 'none'],
  agents: ['agent', 'none'],
  statuses: ['agent', 'status', 'none'],
  calls: ['direction', 'outcome', 'queue', 'agent', 'none'],
  classifiers: ['classifier', 'queue', 'agent', 'none'],
  recordings: ['queue', 'agent', 'reason', 'none'],
  surveys: ['survey', 'queue', 'agent', 'none'],
  schedules: ['agent', 'group', 'none'],
};

/** `count` whole numbers; `seconds`; `share` 0–1; `money` as the classifier's success value. */
export const METRIC_UNITS = ['count', 'seconds', 'share', 'value'] as const;
export type MetricUnit = (typeof METRIC_UNITS)[number];

const daySchema = z.iso.date();
const ids = manyOf(idSchema);

/** GET /reports/:subject. `from` and `to` are days of the Order's time zone, both included. */
export const reportQuerySchema = z.object({
  from: daySchema,
  to: daySchema,
  interval: reportIntervalSchema.default('day'),
  by: reportKeySchema.optional(),
  queueId: ids,
  agentId: ids,
  groupId: ids,
});
export type ReportQuery = z.infer<typeof reportQuerySchema>;

const valuesSchema = z.record(z.string(), z.number().nullable());

export const reportRowSchema = z.object({
  /** Null with the interval `whole`. */
  from: instantSchema.nullable(),
  key: z.object({ id: z.string(), name: z.string() }).nullable(),
  values: valuesSchema,
});
export type ReportRow = z.infer<typeof reportRowSchema>;

export const reportSchema = z.object({
  subject: reportSubjectSchema,
  interval: reportIntervalSchema,
  by: reportKeySchema,
  timeZone: z.string(),
  /** The first and the last moment that is counted, the last excluded. */
  from: instantSchema,
  until: instantSchema,
  metrics: z.array(z.object({ id: z.string(), unit: z.enum(METRIC_UNITS), drill: z.boolean() })),
  rows: z.array(reportRowSchema),
  /** The same metrics over all rows, counted anew and not averaged. */
  total: valuesSchema,
});
export type Report = z.infer<typeof reportSchema>;

/** GET /reports/:subject/interactions: the calls, or stretches of status, behind one number. */
export const reportDrillQuerySchema = pageQuerySchema.omit({ search: true }).extend({
  metric: z.string().max(40),
  from: instantSchema,
  until: instantSchema,
  by: reportKeySchema,
  key: z.string().max(60).optional(),
  queueId: ids,
  agentId: ids,
  groupId: ids,
});
export type ReportDrillQuery = z.infer<typeof reportDrillQuerySchema>;

export const reportInteractionSchema = z.object({
  /** Null: it is a stretch of status. */
  callId: idSchema.nullable(),
  at: instantSchema,
  number: z.string().nullable(),
  queueName: z.string().nullable(),
  agentName: z.string().nullable(),
  /** Of a stretch: the status and, behind a colon, its reason. */
  status: z.string().nullable(),
  /** What the number counts of it: its wait, talk …; null where it is only counted. */
  seconds: z.number().nullable(),
});
export type ReportInteraction = z.infer<typeof reportInteractionSchema>;

/** What each metric is called: headings of tables and of files. Their meaning is in docs/metrics.md. */
export const METRIC_WORDS: Readonly<Record<string, { readonly pl: string; readonly en: string }>> = {
  waiting: { pl: 'Oczekujący', en: 'Waiting' },
  agentsReady: { pl: 'Agenci gotowi', en: 'Agents ready' },
  agentsBusy: { pl: 'Agenci zajęci', en: 'Agents busy' },
  agentsSignedIn: { pl: 'Agenci zalogowani', en: 'Agents signed in' },
  recordsLeft: { pl: 'Pozostałe rekordy', en: 'Records left' },
  attempts: { pl: 'Próby', en: 'Attempts' },
  answerRate: { pl: 'Odsetek odebranych prób', en: 'Answer rate' },
  campaignAbandonment: { pl: 'Odsetek porzuconych odebranych', en: 'Share abandoned of answered' },
  agentsAtWork: { pl: 'Agenci w kampanii', en: 'Agents at work' },
  offered: { pl: 'Zaoferowane', en: 'Offered' },
  answered: { pl: 'Odebrane', en: 'Answered' },
  abandoned: { pl: 'Porzucone', en: 'Abandoned' },
  shortAbandoned: { pl: 'Porzucone do 5 s', en: 'Abandoned within 5 s' },
  overflowed: { pl: 'Przepełnione', en: 'Overflowed' },
  diverted: { pl: 'Obsłużone inaczej', en: 'Served otherwise' },
  answeredInTime: { pl: 'Odebrane w czasie', en: 'Answered in time' },
  serviceLevel: { pl: 'Poziom obsługi', en: 'Service level' },
  abandonRate: { pl: 'Odsetek porzuceń', en: 'Abandonment rate' },
  asa: { pl: 'Średni czas oczekiwania (ASA)', en: 'Average speed of answer (ASA)' },
  averageAbandonWait: { pl: 'Średni czas do porzucenia', en: 'Average wait to abandonment' },
  longestWait: { pl: 'Najdłuższe oczekiwanie', en: 'Longest wait' },
  handled: { pl: 'Obsłużone', en: 'Handled' },
  averageTalk: { pl: 'Średni czas rozmowy', en: 'Average talk time' },
  averageWrapUp: { pl: 'Średni czas po rozmowie (ACW)', en: 'Average after-call work (ACW)' },
  aht: { pl: 'Średni czas obsługi (AHT)', en: 'Average handling time (AHT)' },
  signedIn: { pl: 'Zalogowany', en: 'Signed in' },
  ready: { pl: 'Gotowy', en: 'Ready' },
  reserved: { pl: 'Dzwoni', en: 'Ringing' },
  busy: { pl: 'W rozmowie', en: 'Busy' },
  wrapUp: { pl: 'Po rozmowie', en: 'After-call work' },
  notReady: { pl: 'Niegotowy', en: 'Not ready' },
  occupancy: { pl: 'Obłożenie', en: 'Occupancy' },
  handledInbound: { pl: 'Obsłużone przychodzące', en: 'Handled inbound' },
  handledOutbound: { pl: 'Obsłużone wychodzące', en: 'Handled outbound' },
  missed: { pl: 'Nieodebrane oferty', en: 'Missed offers' },
  calls: { pl: 'Połączenia', en: 'Calls' },
  callsAnswered: { pl: 'Odebrane połączenia', en: 'Answered calls' },
  answeredShare: { pl: 'Odsetek odebranych', en: 'Share answered' },
  talk: { pl: 'Łączny czas rozmów', en: 'Total talk time' },
  averageWait: { pl: 'Średnie oczekiwanie', en: 'Average wait' },
  classified: { pl: 'Sklasyfikowane', en: 'Classified' },
  successes: { pl: 'Sukcesy', en: 'Successes' },
  successShare: { pl: 'Skuteczność', en: 'Success rate' },
  successValue: { pl: 'Wartość sukcesów', en: 'Success value' },
  recorded: { pl: 'Nagrania', en: 'Recordings' },
  recordedTime: { pl: 'Czas nagrań', en: 'Recorded time' },
  averageRecording: { pl: 'Średnie nagranie', en: 'Average recording' },
  recordingsLost: { pl: 'Nagrania utracone', en: 'Recordings lost' },
  recordingsLostShare: { pl: 'Odsetek utraconych', en: 'Share lost' },
  surveysLaunched: { pl: 'Ankiety rozpoczęte', en: 'Surveys launched' },
  surveysCompleted: { pl: 'Ankiety ukończone', en: 'Surveys completed' },
  surveysCompletedShare: { pl: 'Odsetek ukończonych', en: 'Share completed' },
  surveysNotLaunched: { pl: 'Ankiety nierozpoczęte', en: 'Surveys not launched' },
  surveyAnswers: { pl: 'Odpowiedzi', en: 'Answers' },
  planned: { pl: 'Zaplanowano', en: 'Planned' },
  worked: { pl: 'Przepracowano', en: 'Worked' },
  workedWithin: { pl: 'W godzinach grafiku', en: 'Within planned hours' },
  adherence: { pl: 'Przestrzeganie grafiku', en: 'Adherence' },
  conformance: { pl: 'Zgodność czasu pracy', en: 'Conformance' },
  averageAnswer: { pl: 'Średnia ocena', en: 'Average of numbers' },
};
