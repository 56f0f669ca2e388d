import type { FlowDocument, FlowNode, Spoken, SurveyDocument, SurveyRule } from '#contracts';

const says = (template: string): Spoken[] => [{ kind: 'text', template }];
const asks = {
  invalidPrompts: says('Nie rozpoznaję tego wyboru.'),
  silencePrompts: [],
  timeoutSeconds: 6,
  attempts: 2,
};

/** The number of the main menu. */
export const MENU_NUMBER = { number: '+48221000103', name: 'Menu główne' };
export const MENU_FLOW = 'Menu główne';

const HOURS: FlowNode = {
  kind: 'hours',
  id: 'hours',
  name: 'Czy otwarte',
  position: { x: 240, y: 160 },
  hours: {
    zone: 'Europe/Warsaw',
    openings: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '07:00', to: '22:00' })),
    closedOnHolidays: true,
    daysOff: [],
  },
};

const MENU: FlowNode = {
  kind: 'menu',
  id: 'menu',
  name: 'Wybór działu',
  position: { x: 520, y: 120 },
  prompts: says('Dzień dobry. Sprzedaż: jeden. Zamówienia i dostawy: dwa. Serwis: trzy.'),
  ...asks,
  options: [
    { digit: '1', name: 'Sprzedaż' },
    { digit: '2', name: 'Zamówienia' },
    { digit: '3', name: 'Serwis' },
  ],
};

/** Hours, a menu and three queues. */
export function menuFlow(queues: ReadonlyMap<string, string>): FlowDocument {
  const queue = (id: string, name: string, x: number, y: number): FlowNode => ({
    kind: 'queue',
    id,
    name,
    position: { x, y },
    queueId: queues.get(name) ?? null,
    skills: [],
    priority: null,
  });
  return {
    schema: 1,
    language: 'pl',
    variables: [],
    nodes: [
      { kind: 'start', id: 'start', name: 'Początek', position: { x: 0, y: 160 } },
      HOURS,
      MENU,
      queue('sales', 'Sprzedaż', 840, 0),
      queue('orders', 'Zamówienia', 840, 160),
      queue('service', 'Serwis', 840, 320),
      {
        kind: 'hang-up',
        id: 'closed',
        name: 'Zamknięte',
        position: { x: 520, y: 420 },
        prompts: says('Pracujemy codziennie od siódmej do dwudziestej drugiej. Zapraszamy.'),
      },
      { kind: 'hang-up', id: 'bye', name: 'Do widzenia', position: { x: 840, y: 480 }, prompts: says('Do widzenia.') },
    ],
    edges: [
      { from: 'start', branch: 'next', to: 'hours' },
      { from: 'hours', branch: 'open', to: 'menu' },
      { from: 'hours', branch: 'closed', to: 'closed' },
      { from: 'menu', branch: 'digit:1', to: 'sales' },
      { from: 'menu', branch: 'digit:2', to: 'orders' },
      { from: 'menu', branch: 'digit:3', to: 'service' },
      { from: 'menu', branch: 'invalid', to: 'bye' },
      { from: 'menu', branch: 'no-input', to: 'orders' },
    ],
  };
}

export const SURVEY_NAME = 'Po rozmowie';

/** Two questions in two languages; who is not content is asked whether the matter is settled. */
export const SURVEY: SurveyDocument = {
  schema: 1,
  languages: ['pl', 'en'],
  greeting: {
    pl: says('Prosimy o odpowiedź na dwa krótkie pytania.'),
    en: says('Please answer two short questions.'),
  },
  goodbye: { pl: says('Dziękujemy za opinię. Do widzenia.'), en: says('Thank you for your opinion. Goodbye.') },
  timeoutSeconds: 6,
  attempts: 2,
  questions: [
    {
      kind: 'rating',
      id: 'q1',
      name: 'Ocena rozmowy',
      from: 1,
      to: 5,
      texts: {
        pl: says('Jak ocenia Pani lub Pan rozmowę, od jednego do pięciu?'),
        en: says('How do you rate the conversation, from one to five?'),
      },
      branches: [],
    },
    {
      kind: 'yes-no',
      id: 'q2',
      name: 'Sprawa załatwiona',
      texts: {
        pl: says('Czy sprawa została załatwiona? Jeden: tak. Dwa: nie.'),
        en: says('Is the matter settled? One for yes, two for no.'),
      },
      branches: [],
    },
  ],
};

/** Right after calls with sales, of a quarter of a minute and more. */
export const surveyRule = (queueId: string): SurveyRule => ({
  queueId,
  when: 'after-call',
  active: true,
  sharePercent: 100,
  quietDays: 7,
  minimumTalkSeconds: 15,
  delayMinutes: 60,
  attempts: 2,
  intervalMinutes: 120,
  callFrom: '09:00',
  callTo: '20:00',
});
