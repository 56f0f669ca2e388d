import type { MetricUnit, ReportKey, ReportSubject } from './reports';

type Values = Readonly<Record<string, number | null>>;

export interface GoldenReport {
  readonly by: ReportKey;
  /** By the name of each row. */
  readonly rows: Readonly<Record<string, Values>>;
  readonly total: Values;
}

/** The day of the worked examples of docs/metrics.md: 25 October 2026, which has 25 hours in Warsaw. */
export const GOLDEN_DATE = '2026-10-25';

const [HOUR, MINUTE] = [3600, 60];

/**
 * Every number of every report of that day, computed by hand from what `backend/src/testing/golden-day.ts` puts there; nothing is taken
 * from what the code says. Times in seconds. API, files, drill-down and console are held to it.
 */
export const GOLDEN_DAY: Readonly<Record<ReportSubject, GoldenReport>> = {
  queues: {
    by: 'queue',
    rows: {
      Handel: {
        offered: 4,
        answered: 2,
        abandoned: 2,
        shortAbandoned: 1,
        overflowed: 0,
        diverted: 0,
        answeredInTime: 1, // 10 s; the other waited 30 s of 20
        serviceLevel: 1 / 4,
        abandonRate: 2 / 4,
        asa: (10 + 30) / 2,
        averageAbandonWait: (4 + 40) / 2,
        longestWait: 40,
        handled: 2,
        averageTalk: (100 + 50) / 2,
        averageWrapUp: (20 + 10) / 2,
        aht: (100 + 20 + 50 + 10) / 2,
      },
      Pomoc: {
        offered: 3,
        answered: 1,
        abandoned: 0,
        shortAbandoned: 0,
        overflowed: 1,
        diverted: 1,
        answeredInTime: 1,
        serviceLevel: 1,
        abandonRate: 0,
        asa: 20,
        averageAbandonWait: null, // nobody gave up
        longestWait: 60,
        handled: 1,
        averageTalk: 300,
        averageWrapUp: 60,
        aht: 360,
      },
    },
    total: {
      offered: 4 + 3,
      answered: 2 + 1,
      abandoned: 2,
      shortAbandoned: 1,
      overflowed: 1,
      diverted: 1,
      answeredInTime: 1 + 1,
      serviceLevel: 2 / 5,
      abandonRate: 2 / 5,
      asa: (10 + 30 + 20) / 3,
      averageAbandonWait: 22,
      longestWait: 60,
      handled: 2 + 1, // Boris's call came through no queue
      averageTalk: (100 + 50 + 300) / 3,
      averageWrapUp: (20 + 10 + 60) / 3,
      aht: (120 + 60 + 360) / 3,
    },
  },
  agents: {
    by: 'agent',
    rows: {
      'Anna Wilk': {
        signedIn: 600 + 60 + 450 + 90 + 2 * HOUR,
        ready: 10 * MINUTE, // 20 minutes, half of them before midnight
        reserved: 60,
        busy: 450,
        wrapUp: 90,
        notReady: 2 * HOUR, // 2:30 summer time to 3:30 winter time
        occupancy: (450 + 90) / (450 + 90 + 600 + 60),
        handled: 3,
        handledInbound: 3,
        handledOutbound: 0,
        missed: 0,
        averageTalk: (100 + 50 + 300) / 3,
        averageWrapUp: (20 + 10 + 60) / 3,
        aht: (120 + 60 + 360) / 3,
      },
      'Boris Sowa': {
        signedIn: 3 * HOUR + 30 * MINUTE + HOUR,
        ready: 3 * HOUR + HOUR, // 1:00 summer time to 3:00 winter time, and 3:30 to 4:30
        reserved: 0,
        busy: 0,
        wrapUp: 0,
        notReady: 30 * MINUTE,
        occupancy: 0 / (4 * HOUR),
        handled: 1,
        handledInbound: 0,
        handledOutbound: 1,
        missed: 1,
        averageTalk: 80,
        averageWrapUp: 10,
        aht: 90,
      },
    },
    total: {
      signedIn: 8400 + 16_200,
      ready: 600 + 14_400,
      reserved: 60,
      busy: 450,
      wrapUp: 90,
      notReady: 7200 + 1800,
      occupancy: 540 / (540 + 15_000 + 60),
      handled: 3 + 1,
      handledInbound: 3,
      handledOutbound: 1,
      missed: 1,
      averageTalk: (450 + 80) / 4,
      averageWrapUp: (90 + 10) / 4,
      aht: (540 + 90) / 4,
    },
  },
  statuses: {
    by: 'agent',
    rows: {
      'Anna Wilk': { ready: 600, reserved: 60, busy: 450, wrapUp: 90, notReady: 7200, signedIn: 8400 },
      'Boris Sowa': { ready: 14_400, reserved: 0, busy: 0, wrapUp: 0, notReady: 1800, signedIn: 16_200 },
    },
    total: { ready: 15_000, reserved: 60, busy: 450, wrapUp: 90, notReady: 9000, signedIn: 24_600 },
  },
  calls: {
    by: 'direction',
    rows: {
      inbound: {
        calls: 8, // seven came into a queue on this day, one was turned away
        callsAnswered: 3,
        answeredShare: 3 / 8,
        talk: 100 + 50 + 300,
        averageTalk: (100 + 50 + 300) / 3,
        averageWait: (10 + 30 + 4 + 40 + 20 + 60 + 5 + 0) / 8,
      },
      outbound: { calls: 2, callsAnswered: 1, answeredShare: 1 / 2, talk: 80, averageTalk: 80, averageWait: 0 },
    },
    total: {
      calls: 8 + 2,
      callsAnswered: 3 + 1,
      answeredShare: 4 / 10,
      talk: 450 + 80,
      averageTalk: 530 / 4,
      averageWait: 169 / 10,
    },
  },
  classifiers: {
    by: 'classifier',
    rows: {
      Umowa: { classified: 2, successes: 2, successShare: 1, successValue: 2 * 150, averageTalk: (100 + 300) / 2 },
      Rezygnacja: { classified: 1, successes: 0, successShare: 0, successValue: 0, averageTalk: 50 },
      // Nobody answered, so nobody talked.
      'Nie odebrał': { classified: 1, successes: 0, successShare: 0, successValue: 0, averageTalk: null },
    },
    total: { classified: 4, successes: 2, successShare: 2 / 4, successValue: 300, averageTalk: (100 + 300 + 50) / 3 },
  },
  recordings: {
    by: 'queue',
    rows: {
      Handel: {
        recorded: 1,
        recordedTime: 60,
        averageRecording: 60,
        recordingsLost: 1,
        recordingsLostShare: 1 / 2,
      },
      // Deleted since, counted all the same.
      Pomoc: {
        recorded: 1,
        recordedTime: 120,
        averageRecording: 120,
        recordingsLost: 0,
        recordingsLostShare: 0,
      },
    },
    total: {
      recorded: 2,
      recordedTime: 60 + 120,
      averageRecording: 180 / 2,
      recordingsLost: 1,
      recordingsLostShare: 1 / 3,
    },
  },
  surveys: {
    by: 'survey',
    rows: {
      Zadowolenie: {
        surveysLaunched: 2,
        surveysCompleted: 1,
        surveysCompletedShare: 1 / 2,
        surveysNotLaunched: 1,
        surveyAnswers: 3,
        averageAnswer: (5 + 4 + 3) / 3,
      },
    },
    total: {
      surveysLaunched: 2,
      surveysCompleted: 1,
      surveysCompletedShare: 1 / 2,
      surveysNotLaunched: 1,
      surveyAnswers: 3,
      averageAnswer: 4,
    },
  },
  schedules: {
    by: 'agent',
    rows: {
      // No shift; not ready for lunch is no break of his plan, so it is work.
      'Anna Wilk': { planned: 0, worked: 8400, workedWithin: 0, adherence: null, conformance: null },
      'Boris Sowa': {
        planned: 5 * HOUR - 30 * MINUTE, // midnight to 4:00, with the hour that is there twice
        worked: 3 * HOUR + HOUR, // without the unpaid break
        workedWithin: 3 * HOUR + 30 * MINUTE,
        adherence: 12_600 / 16_200,
        conformance: 14_400 / 16_200,
      },
    },
    total: {
      planned: 16_200,
      worked: 8400 + 14_400,
      workedWithin: 12_600,
      adherence: 12_600 / 16_200,
      conformance: 22_800 / 16_200,
    },
  },
};

const named = (unit: MetricUnit, names: string): (readonly [string, MetricUnit])[] =>
  names.split(' ').map((name) => [name, unit]);

/** What each number is counted in. */
export const GOLDEN_UNITS: Readonly<Record<string, MetricUnit>> = Object.fromEntries([
  ...named('count', 'offered answered abandoned shortAbandoned overflowed diverted answeredInTime handled'),
  ...named('count', 'handledInbound handledOutbound missed calls callsAnswered classified successes recorded'),
  ...named('count', 'recordingsLost surveysLaunched surveysCompleted surveysNotLaunched surveyAnswers'),
  ...named('share', 'serviceLevel abandonRate occupancy answeredShare successShare recordingsLostShare'),
  ...named('share', 'surveysCompletedShare adherence conformance'),
  ...named('value', 'successValue averageAnswer'),
  ...named('seconds', 'asa averageAbandonWait longestWait averageTalk averageWrapUp aht signedIn ready reserved'),
  ...named(
    'seconds',
    'busy wrapUp notReady talk averageWait recordedTime averageRecording planned worked workedWithin',
  ),
]);
