import { SYSTEM_VARIABLES, type FlowDocument, type FlowFinding, type FlowNode, type FlowNodeOf } from '#contracts';
import { finding, spokenOf, type FlowFacts } from './flow-facts';
import { isTemplate, variablesOf } from './flow-template';
import { twice } from './flow-structure';
import { parsePath } from './json-path';

/** Whether each node says enough, and names only what is there. */
export function judgeNode(node: FlowNode, facts: FlowFacts): FlowFinding[] {
  const here = (code: FlowFinding['code'], params: Record<string, string> = {}) => finding(code, node.id, { params });
  if (!facts.available.has(node.kind)) return [here('kind-not-available', { kind: node.kind })];
  switch (node.kind) {
    case 'voicemail':
      if (node.boxId === null) return [here('box-missing')];
      return facts.boxes.has(node.boxId) ? [] : [here('box-unknown')];
    case 'announcement':
      return node.prompts.length === 0 ? [here('prompt-missing')] : [];
    case 'menu':
      return judgeMenu(node);
    case 'digits':
      return judgeDigits(node);
    case 'hours':
      return judgeHours(node);
    case 'condition':
      return [
        ...twice(node.cases.map(({ id }) => id)).map((id) => here('case-twice', { case: id })),
        ...node.cases.filter(({ tests }) => tests.length === 0).map(({ name }) => here('case-empty', { case: name })),
      ];
    case 'data-dip':
      return judgeDip(node, facts);
    case 'callback':
      return [
        ...(node.prompts.length === 0 ? [here('prompt-missing')] : []),
        ...(node.otherDigit !== null && node.numberPrompts.length === 0 ? [here('prompt-missing')] : []),
        ...(node.otherDigit === node.acceptDigit ? [here('option-twice', { digit: node.acceptDigit })] : []),
        ...judgeQueue(node.id, node.queueId, facts),
      ];
    case 'queue':
      return [
        ...judgeQueue(node.id, node.queueId, facts),
        ...node.skills.filter(({ skillId }) => !facts.skills.has(skillId)).map(() => here('skill-unknown')),
      ];
    case 'survey':
      if (node.surveyId === null) return [here('survey-missing')];
      return facts.surveys.has(node.surveyId) ? [] : [here('survey-unknown')];
    case 'transfer':
      return judgeTransfer(node, facts);
    default:
      return [];
  }
}

function judgeMenu({ id, prompts, options }: FlowNodeOf<'menu'>): FlowFinding[] {
  return [
    ...(prompts.length === 0 ? [finding('prompt-missing', id)] : []),
    ...(options.length === 0 ? [finding('options-missing', id)] : []),
    ...twice(options.map(({ digit }) => digit)).map((digit) => finding('option-twice', id, { params: { digit } })),
  ];
}

function judgeDigits(node: FlowNodeOf<'digits'>): FlowFinding[] {
  const { id, prompts, variable, minimum, maximum, rule } = node;
  return [
    ...(prompts.length === 0 ? [finding('prompt-missing', id)] : []),
    ...(variable === null ? [finding('variable-missing', id)] : []),
    ...(minimum > maximum ? [finding('length-not-valid', id)] : []),
    ...(rule.kind === 'range' && rule.from > rule.to ? [finding('range-not-valid', id)] : []),
    ...(rule.kind === 'one-of' && rule.values.length === 0 ? [finding('values-missing', id)] : []),
  ];
}

function judgeHours({ id, hours }: FlowNodeOf<'hours'>): FlowFinding[] {
  const wrong = hours.openings.some(({ from, to }) => from >= to);
  const zone = isZone(hours.zone) ? [] : [finding('hours-not-valid', id)];
  if (wrong) return [...zone, finding('hours-not-valid', id)];
  return hours.openings.length === 0 ? [...zone, finding('hours-never-open', id, { severity: 'warning' })] : zone;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function judgeDip(node: FlowNodeOf<'data-dip'>, facts: FlowFacts): FlowFinding[] {
  const refusal = facts.addressRefused(node.url);
  const paths = node.outputs.filter(({ path }) => parsePath(path) === null);
  return [
    ...(refusal ? [finding(refusal, node.id, { params: { url: node.url.slice(0, 200) } })] : []),
    ...paths.map(({ path }) => finding('path-not-valid', node.id, { params: { path } })),
  ];
}

function judgeQueue(nodeId: string, queueId: string | null, { queues }: FlowFacts): FlowFinding[] {
  if (queueId === null) return [finding('queue-missing', nodeId)];
  const queue = queues.get(queueId);
  if (!queue) return [finding('queue-unknown', nodeId)];
  return queue.active ? [] : [finding('queue-inactive', nodeId)];
}

function judgeTransfer({ id, target }: FlowNodeOf<'transfer'>, facts: FlowFacts): FlowFinding[] {
  switch (target.kind) {
    case 'agent':
      if (target.agentId === null) return [finding('agent-missing', id)];
      return facts.agents.has(target.agentId) ? [] : [finding('agent-unknown', id)];
    case 'extension':
      return facts.extensions.has(target.extension)
        ? []
        : [finding('extension-unknown', id, { params: { extension: target.extension } })];
    case 'number':
      return target.number.trim() === '' ? [finding('number-missing', id)] : [];
  }
}

/** Every template of a node. */
export function templatesOf(node: FlowNode): readonly string[] {
  const spoken = spokenOf(node).flatMap((said) => (said.kind === 'text' ? [said.template] : []));
  switch (node.kind) {
    case 'condition':
      return node.cases.flatMap(({ tests }) => tests.map(({ value }) => value));
    case 'data-dip':
      return [node.url, node.body ?? '', ...node.headers.map(({ value }) => value)];
    case 'set-variable':
      return node.assignments.map(({ value }) => value);
    case 'record-lookup':
      return [node.phone];
    case 'transfer':
      return node.target.kind === 'number' ? [node.target.number] : [];
    default:
      return spoken;
  }
}

const readBy = (node: FlowNode): readonly string[] => [
  ...templatesOf(node).flatMap(variablesOf),
  ...(node.kind === 'condition' ? node.cases.flatMap(({ tests }) => tests.map(({ variable }) => variable)) : []),
];

export function setBy(node: FlowNode): readonly string[] {
  if (node.kind === 'digits') return node.variable === null ? [] : [node.variable];
  if (node.kind === 'set-variable') return node.assignments.map(({ variable }) => variable);
  return node.kind === 'data-dip' ? node.outputs.map(({ variable }) => variable) : [];
}

/** Templates that are none, and variables that nothing ever fills: empty text, which is seldom meant. */
export function judgeTemplates(document: FlowDocument, innerVariables: readonly string[]): FlowFinding[] {
  const known = new Set<string>([
    ...SYSTEM_VARIABLES,
    ...document.variables.map(({ name }) => name),
    ...document.nodes.flatMap(setBy),
    ...innerVariables,
  ]);
  return document.nodes.flatMap((node) => [
    ...templatesOf(node)
      .filter((template) => !isTemplate(template))
      .map(() => finding('template-not-valid', node.id)),
    ...[...new Set(readBy(node))]
      .filter((name) => !known.has(name))
      .map((variable) => finding('variable-unknown', node.id, { severity: 'warning', params: { variable } })),
  ]);
}
