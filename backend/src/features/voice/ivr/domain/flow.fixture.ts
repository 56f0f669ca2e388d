import type { FlowDocument, FlowNode, FlowNodeKind, FlowNodeOf, Spoken } from '#contracts';
import { FLOW_NODE_KINDS } from '#contracts';
import type { FlowFacts } from './flow-facts';

export const say = (template: string): Spoken[] => [{ kind: 'text', template }];

type Extra<Kind extends FlowNodeKind> = Partial<FlowNodeOf<Kind>>;

const position = { x: 0, y: 0 };
const asking = { prompts: say('Which?'), invalidPrompts: [], silencePrompts: [], timeoutSeconds: 5, attempts: 2 };
const anyHours = { zone: 'Europe/Warsaw', openings: [], closedOnHolidays: true, daysOff: [] };
const defaults = {
  start: {},
  announcement: { prompts: say('Hello'), interruptible: false },
  menu: { ...asking, options: [{ digit: '1', name: 'one' }] },
  digits: {
    ...asking,
    variable: 'code',
    minimum: 1,
    maximum: 8,
    terminator: '#',
    interDigitSeconds: 3,
    rule: { kind: 'any' },
    secret: false,
  },
  hours: { hours: anyHours },
  condition: { cases: [] },
  'data-dip': { method: 'GET', url: 'https://crm.test/x', headers: [], body: null, timeoutMs: 2000, outputs: [] },
  'set-variable': { assignments: [] },
  'record-lookup': { phone: '{{ caller.number }}' },
  language: { language: 'en' },
  queue: { queueId: '00000000-0000-4000-8000-0000000000a1', skills: [], priority: null },
  voicemail: { prompts: say('Leave a message'), boxId: '00000000-0000-4000-8000-0000000000b1' },
  callback: {
    prompts: say('Press 1'),
    confirmPrompts: [],
    queueId: '00000000-0000-4000-8000-0000000000a1',
    acceptDigit: '1',
    otherDigit: null,
    numberPrompts: [],
    timeoutSeconds: 5,
  },
  survey: { surveyId: null },
  transfer: { target: { kind: 'number', number: '+48221112233' }, ringSeconds: 30 },
  'sub-flow': { flowId: null },
  return: {},
  'hang-up': { prompts: [] },
} satisfies { [Kind in FlowNodeKind]: object };

/** A node that says the usual things. */
export const node = <Kind extends FlowNodeKind>(kind: Kind, id: string, extra: Extra<Kind> = {}): FlowNode =>
  ({ kind, id, name: id, position, ...defaults[kind], ...extra }) as unknown as FlowNode;

/** `'menu digit:1 > queue'`: an edge of a branch; `'start > menu'` is the branch `next`. */
export function flow(
  nodes: readonly FlowNode[],
  ways: readonly string[],
  extra: Partial<FlowDocument> = {},
): FlowDocument {
  const edges = ways.map((way) => {
    const [left = '', to = ''] = way.split(' > ');
    const [from = '', branch = 'next'] = left.split(' ');
    return { from, branch, to };
  });
  return { schema: 1, language: 'pl', variables: [], nodes: [...nodes], edges, ...extra };
}

export const FLOW = '00000000-0000-4000-8000-0000000000f1';
export const QUEUE = '00000000-0000-4000-8000-0000000000a1';

/** A house where the usual things are there. */
export const facts = (extra: Partial<FlowFacts> = {}): FlowFacts => ({
  flowId: FLOW,
  queues: new Map([[QUEUE, { active: true }]]),
  skills: new Set(),
  boxes: new Set(['00000000-0000-4000-8000-0000000000b1']),
  agents: new Set(),
  extensions: new Set(['201']),
  surveys: new Set(),
  prompts: new Map(),
  flows: new Map(),
  available: new Set(FLOW_NODE_KINDS),
  addressRefused: () => null,
  ...extra,
});
