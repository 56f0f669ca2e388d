import type { FlowEdge, Spoken, SurveyDocument, SurveyQuestion, SurveyTexts } from '#contracts';
import type { SessionDocument, SessionNode } from '../../ivr';

const position = { x: 0, y: 0 };
const ANSWER = 'answer_';
const ASK = 'ask_';

/** The flow's variable that holds the answer. */
export const variableOf = (questionId: string): string => `${ANSWER}${questionId}`;

/** What was answered, from the variables of a session; questions without an answer are absent. */
export const answersIn = (variables: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) =>
      name.startsWith(ANSWER) && value !== '' ? [[name.slice(ANSWER.length), value]] : [],
    ),
  );

/** The question that a node asks. */
export const questionOfNode = (nodeId: string): string => nodeId.slice(ASK.length);

/** Digits that answer a question, in the order of its results. */
export function digitsOf(question: SurveyQuestion): readonly string[] {
  switch (question.kind) {
    case 'rating':
      return Array.from({ length: question.to - question.from + 1 }, (_, at) => String(question.from + at));
    case 'yes-no':
      return ['1', '2'];
    case 'choice':
      return question.options.map(({ digit }) => digit);
    case 'open':
      return [];
  }
}

/** A survey is asked as an IVR flow: the same sessions, prompts and digits as any other. */
export function surveyFlow(document: SurveyDocument, language: string): SessionDocument {
  const spoken = document.languages.includes(language) ? language : (document.languages[0] ?? 'pl');
  const { questions, greeting, goodbye } = document;
  const first = entryOf(questions[0]?.id ?? null);
  const nodes: SessionNode[] = [
    { kind: 'start', id: 'start', name: 'start', position },
    {
      kind: 'announcement',
      id: 'hello',
      name: 'hello',
      position,
      prompts: textOf(greeting, spoken),
      interruptible: false,
    },
    ...questions.flatMap((question) => nodesOf(question, document, spoken)),
    { kind: 'hang-up', id: 'bye', name: 'bye', position, prompts: textOf(goodbye, spoken) },
  ];
  return {
    schema: 1,
    language: spoken,
    variables: questions.map(({ id }) => ({ name: variableOf(id), initial: '' })),
    nodes,
    edges: [
      { from: 'start', branch: 'next', to: 'hello' },
      { from: 'hello', branch: 'next', to: first },
      ...questions.flatMap((question, at) => edgesOf(question, questions[at + 1]?.id ?? null)),
    ],
  };
}

const entryOf = (questionId: string | null): string => (questionId === null ? 'bye' : `${ASK}${questionId}`);
const textOf = (texts: SurveyTexts, language: string): Spoken[] => texts[language] ?? [];

function nodesOf(
  question: SurveyQuestion,
  { timeoutSeconds, attempts }: SurveyDocument,
  language: string,
): SessionNode[] {
  const { id, name, texts, branches } = question;
  const prompts = textOf(texts, language);
  if (question.kind === 'open') {
    const { maximumSeconds } = question;
    return [{ kind: 'speech', id: entryOf(id), name, position, prompts, maximumSeconds }];
  }
  const digits = digitsOf(question);
  const maximum = Math.max(1, ...digits.map(({ length }) => length));
  const asked: SessionNode = {
    kind: 'digits',
    id: entryOf(id),
    name,
    position,
    prompts,
    invalidPrompts: [],
    silencePrompts: [],
    timeoutSeconds,
    attempts,
    variable: variableOf(id),
    minimum: 1,
    maximum,
    terminator: '#',
    interDigitSeconds: 2,
    rule: { kind: 'one-of', values: [...digits] },
    secret: false,
  };
  if (branches.length === 0) return [asked];
  const cases = branches.map(({ answers }, at) => ({
    id: `way${at}`,
    name: answers.join(', '),
    match: 'all' as const,
    tests: [{ variable: variableOf(id), operator: 'one-of' as const, value: answers.join(',') }],
  }));
  return [asked, { kind: 'condition', id: `way_${id}`, name, position, cases }];
}

/** Whoever does not answer goes on at the next question. */
function edgesOf({ id, kind, branches }: SurveyQuestion, nextId: string | null): FlowEdge[] {
  const [asked, next] = [entryOf(id), entryOf(nextId)];
  if (kind === 'open') return [{ from: asked, branch: 'next', to: next }];
  const unanswered = ['invalid', 'no-input'].map((branch) => ({ from: asked, branch, to: next }));
  if (branches.length === 0) return [{ from: asked, branch: 'next', to: next }, ...unanswered];
  const way = `way_${id}`;
  return [
    { from: asked, branch: 'next', to: way },
    ...unanswered,
    ...branches.map(({ to }, at) => ({ from: way, branch: `case:way${at}`, to: entryOf(to) })),
    { from: way, branch: 'otherwise', to: next },
  ];
}
