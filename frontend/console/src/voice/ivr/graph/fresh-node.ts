import type { FlowDocument, FlowNode, FlowNodeKind, FlowNodeOf } from '#contracts';

const asking = { prompts: [], invalidPrompts: [], silencePrompts: [], timeoutSeconds: 5, attempts: 3 };
const workdays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:00', to: '18:00' }));

/** What a node says before anybody has told it anything: usual figures, nothing chosen. */
const FRESH: { readonly [Kind in FlowNodeKind]: Omit<FlowNodeOf<Kind>, 'kind' | 'id' | 'name' | 'position'> } = {
  start: {},
  announcement: { prompts: [], interruptible: true },
  menu: { ...asking, options: [{ digit: '1', name: '' }] },
  digits: {
    ...asking,
    variable: null,
    minimum: 1,
    maximum: 9,
    terminator: '#',
    interDigitSeconds: 3,
    rule: { kind: 'any' },
    secret: false,
  },
  hours: { hours: { zone: 'Europe/Warsaw', openings: workdays, closedOnHolidays: true, daysOff: [] } },
  condition: {
    cases: [
      {
        id: 'case-1',
        name: '',
        match: 'all',
        tests: [{ variable: 'caller.number', operator: 'starts-with', value: '' }],
      },
    ],
  },
  'data-dip': { method: 'GET', url: '', headers: [], body: null, timeoutMs: 2000, outputs: [] },
  'set-variable': { assignments: [] },
  'record-lookup': { phone: '{{ caller.number }}' },
  language: { language: 'pl' },
  queue: { queueId: null, skills: [], priority: null },
  voicemail: { prompts: [], boxId: null },
  callback: {
    prompts: [],
    confirmPrompts: [],
    queueId: null,
    acceptDigit: '1',
    otherDigit: null,
    numberPrompts: [],
    timeoutSeconds: 5,
  },
  survey: { surveyId: null },
  transfer: { target: { kind: 'number', number: '' }, ringSeconds: 30 },
  'sub-flow': { flowId: null },
  return: {},
  'hang-up': { prompts: [] },
};

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const freshNode = (kind: FlowNodeKind, id: string, position: Point): FlowNode =>
  ({ kind, id, name: '', position: { ...position }, ...FRESH[kind] }) as FlowNode;

/** An id that no node of the document has. Never one of a deleted node: the counts of past calls hang on ids. */
export function freshId(kind: FlowNodeKind, document: FlowDocument, draw: () => string): string {
  const taken = new Set(document.nodes.map(({ id }) => id));
  for (;;) {
    const id = `${kind}-${draw()}`.slice(0, 40);
    if (!taken.has(id)) return id;
  }
}
