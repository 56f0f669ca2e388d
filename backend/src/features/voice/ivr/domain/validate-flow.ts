import type { FlowDocument, FlowFinding, FlowNode } from '#contracts';
import { finding, spokenOf, type FlowFacts } from './flow-facts';
import { graphOf } from './flow-graph';
import { judgeStructure, judgeSubFlows } from './flow-structure';
import { judgeNode, judgeTemplates, setBy } from './node-rules';

/** Everything that is wrong with a flow, errors first. */
export function validateFlow(document: FlowDocument, facts: FlowFacts): FlowFinding[] {
  const inner = innerDocuments(document, facts);
  const found = [
    ...judgeStructure(document),
    ...judgeSubFlows(document, facts),
    ...document.nodes.flatMap((node) => judgeNode(node, facts)),
    ...judgeTemplates(document, [
      ...inner.flatMap(({ nodes, variables }) => [...nodes.flatMap(setBy), ...variables.map(({ name }) => name)]),
    ]),
    ...judgePrompts(document, facts),
  ];
  return [
    ...found.filter(({ severity }) => severity === 'error'),
    ...found.filter(({ severity }) => severity === 'warning'),
  ];
}

export const hasErrors = (findings: readonly FlowFinding[]): boolean =>
  findings.some(({ severity }) => severity === 'error');

/** Documents of all flows that it runs, directly or through others. */
function innerDocuments(document: FlowDocument, { flows }: FlowFacts): FlowDocument[] {
  const found = new Set<FlowDocument>([document]);
  for (const each of found)
    for (const node of each.nodes) {
      const inner = node.kind === 'sub-flow' && node.flowId !== null ? flows.get(node.flowId) : null;
      if (inner) found.add(inner);
    }
  found.delete(document);
  return [...found];
}

/** Each prompt has to be there in every language that the caller may have when he comes to it. */
function judgePrompts(document: FlowDocument, facts: FlowFacts): FlowFinding[] {
  const languages = languagesAt(document, facts);
  return document.nodes.flatMap((node) => {
    const promptIds = new Set(spokenOf(node).flatMap((said) => (said.kind === 'prompt' ? [said.promptId] : [])));
    const empty = spokenOf(node).some((said) => said.kind === 'text' && said.template.trim() === '');
    return [
      ...(empty ? [finding('prompt-missing', node.id)] : []),
      ...[...promptIds].flatMap((promptId) => judgePrompt(node, promptId, languages.get(node.id) ?? new Set(), facts)),
    ];
  });
}

function judgePrompt(
  node: FlowNode,
  promptId: string,
  needed: ReadonlySet<string>,
  { prompts }: FlowFacts,
): FlowFinding[] {
  const spoken = prompts.get(promptId);
  if (!spoken) return [finding('prompt-unknown', node.id, { params: { promptId } })];
  return [...needed]
    .filter((language) => !spoken.includes(language))
    .map((language) => finding('prompt-language-missing', node.id, { params: { promptId, language } }));
}

/** Languages that a caller may have in each node: followed along every way. */
function languagesAt(document: FlowDocument, facts: FlowFacts): ReadonlyMap<string, ReadonlySet<string>> {
  const graph = graphOf(document);
  const inner = innerDocuments(document, facts).flatMap(({ nodes }) =>
    nodes.flatMap((node) => (node.kind === 'language' ? [node.language] : [])),
  );
  const found = new Map<string, Set<string>>();
  const open = graph.start ? [{ id: graph.start.id, language: document.language }] : [];
  for (const { id, language } of open) {
    const node = graph.node(id);
    const here = found.get(id) ?? new Set<string>();
    if (!node || here.has(language)) continue;
    found.set(id, here.add(language));
    for (const after of languagesAfter(node, language, inner))
      open.push(...graph.from(id).map(({ to }) => ({ id: to, language: after })));
  }
  return found;
}

function languagesAfter(node: FlowNode, language: string, inner: readonly string[]): readonly string[] {
  if (node.kind === 'language') return [node.language];
  return node.kind === 'sub-flow' ? [language, ...inner] : [language];
}
