import { METRIC_WORDS, type Alert, type AlertEventKind, type AlertWatch } from '#contracts';

type Language = 'pl' | 'en';

const EVENTS: Readonly<Record<AlertEventKind, Readonly<Record<Language, string>>>> = {
  'work-queued': { pl: 'wejścia do kolejki', en: 'entries into the queue' },
  'work-answered': { pl: 'odebrane z kolejki', en: 'answered from the queue' },
  'work-abandoned': { pl: 'porzucone w kolejce', en: 'abandoned in the queue' },
  'work-overflowed': { pl: 'przepełnienia kolejki', en: 'overflows of the queue' },
  'offer-missed': { pl: 'nieodebrane oferty', en: 'missed offers' },
  'break-over-limit': { pl: 'przerwy ponad limit', en: 'breaks over their limit' },
  'signed-in': { pl: 'logowania agentów', en: 'sign-ins of agents' },
  'attempt-connected': { pl: 'połączone próby kampanii', en: 'connected attempts of the campaign' },
  'attempt-abandoned': { pl: 'porzucone próby kampanii', en: 'abandoned attempts of the campaign' },
  'campaign-drained': { pl: 'wyczerpanie rekordów kampanii', en: 'campaigns out of records' },
  'voicemail-received': { pl: 'wiadomości głosowe', en: 'voicemail messages' },
  'recording-lost': { pl: 'utracone nagrania', en: 'lost recordings' },
  'job-died': { pl: 'nieudane zadania w tle', en: 'failed background jobs' },
  'switch-lost': { pl: 'utrata łączności z centralą', en: 'losses of the switch' },
  'trunk-down': { pl: 'awarie trunków', en: 'trunks going down' },
  'disk-threshold': { pl: 'progi zajętości dysku', en: 'thresholds of disk space' },
  'critical-function-failed': { pl: 'awarie funkcji krytycznych', en: 'failures of critical functions' },
  'licence-refused': { pl: 'odmowy z braku licencji', en: 'refusals for want of a licence' },
};

const TEXTS = {
  pl: {
    alert: 'Alert',
    escalation: 'Alert bez potwierdzenia',
    test: 'Próba alertu',
    above: 'co najmniej',
    below: 'co najwyżej',
    within: 'w ciągu',
    nothing: 'Brak zdarzeń',
    for: 'od',
    now: 'Wartość',
    at: 'Czas',
    minutes: 'min',
    seconds: 's',
    see: 'Szczegóły i potwierdzenie',
    testText: 'To jest próba: nic się nie stało.',
  },
  en: {
    alert: 'Alert',
    escalation: 'Alert not acknowledged',
    test: 'Test of an alert',
    above: 'at least',
    below: 'at most',
    within: 'within',
    nothing: 'Nothing of the kind',
    for: 'for',
    now: 'Value',
    at: 'Time',
    minutes: 'min',
    seconds: 's',
    see: 'Details and acknowledgement',
    testText: 'This is a test: nothing has happened.',
  },
} as const;

const rounded = (value: number): string => String(Math.round(value * 100) / 100);
const span = (seconds: number, language: Language): string =>
  seconds % 60 === 0 ? `${seconds / 60} ${TEXTS[language].minutes}` : `${seconds} ${TEXTS[language].seconds}`;

/** The rule's condition in words. */
export function conditionText(watch: AlertWatch, language: Language): string {
  const t = TEXTS[language];
  if (watch.kind === 'absence')
    return `${t.nothing}: ${EVENTS[watch.event][language]}, ${t.for} ${span(watch.afterSeconds, language)}`;
  if (watch.kind === 'count')
    return `${EVENTS[watch.event][language]}: ${t.above} ${watch.limit} ${t.within} ${span(watch.windowSeconds, language)}`;
  const metric = METRIC_WORDS[watch.metric]?.[language] ?? watch.metric;
  const lasting = watch.forSeconds > 0 ? `, ${t.for} ${span(watch.forSeconds, language)}` : '';
  return `${metric}: ${t[watch.side]} ${rounded(watch.limit)}${lasting}`;
}

const headOf = ({ test }: Alert, step: 'first' | 'escalation', t: (typeof TEXTS)[Language]): string =>
  test ? t.test : step === 'escalation' ? t.escalation : t.alert;
const titleOf = ({ rule, subject }: Alert): string => [rule.name, subject?.name].filter(Boolean).join(' – ');

/** As long as one message takes; with one letter beyond GSM's alphabet it would take 70. */
const SMS_LENGTH = 160;
const plain = (text: string): string =>
  text
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'L')
    .replaceAll('–', '-')
    .normalize('NFD')
    .replaceAll(/[^\n -~]/g, '');

/** The alert as one SMS: what, where, how much, when. */
export function alertSms(
  alert: Alert,
  { step, language, zone }: { step: 'first' | 'escalation'; language: Language; zone: string },
): string {
  const t = TEXTS[language];
  const time = new Intl.DateTimeFormat('pl-PL', { timeZone: zone, timeStyle: 'short' }).format(new Date(alert.firedAt));
  const value = alert.value === null ? [] : [`${t.now.toLowerCase()} ${rounded(alert.value)}`];
  const text = [`${headOf(alert, step, t)} ${time}`, titleOf(alert), ...value, conditionText(alert.watch, language)];
  return plain(text.join('; ')).slice(0, SMS_LENGTH);
}

/** The letter about an alert. */
export function alertLetter(
  alert: Alert,
  { step, language, zone, url }: { step: 'first' | 'escalation'; language: Language; zone: string; url: string },
): { subject: string; text: string; html: string } {
  const t = TEXTS[language];
  const { value, watch, firedAt, test } = alert;
  const title = titleOf(alert);
  const at = new Intl.DateTimeFormat(language === 'pl' ? 'pl-PL' : 'en-GB', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(new Date(firedAt));
  const lines = [
    title,
    conditionText(watch, language),
    ...(value === null ? [] : [`${t.now}: ${rounded(value)}`]),
    `${t.at}: ${at}`,
    ...(test ? [t.testText] : []),
    `${t.see}: ${url}`,
  ];
  const escaped = lines.map((line) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
  return {
    subject: `${headOf(alert, step, t)}: ${title}`,
    text: lines.join('\n'),
    html: escaped.map((line) => `<p>${line}</p>`).join('\n'),
  };
}
