import { createFlowSchema, flowDocumentSchema, type FlowDocument } from '#contracts';
import {
  configured,
  ConfiguredDocuments,
  documentSchema,
  LEFT_OUT,
  withoutSecrets,
  withSecrets,
} from '../../../../platform/configuration';
import { Database } from '../../../../platform/database';
import { FlowStore } from '../data/flow.store';
import { Flows } from '../use-cases/flows';
import { PublishFlow } from '../use-cases/publish-flow';
import { flowProblem } from './flow-problem';

/** Flows, the published version and the draft, in the text of the configuration; published by the tests that each flow has here. */
export const configuredFlows = configured(
  {
    kind: 'flows',
    schema: documentSchema(flowDocumentSchema, createFlowSchema.pick({ name: true, groupIds: true })),
    needs: [FlowStore, Flows, PublishFlow, Database],
  },
  (store, flows, publishing, database) =>
    new ConfiguredDocuments(
      {
        page: (asked) => store.page(asked, null),
        version: (id, number) => store.document(database.read, id, number),
        one: (id) => flows.one(id, null),
        create: (given, meta) => flows.create(given, null, meta),
        change: (id, given, meta) => flows.rename(id, given, null, meta),
        saveDraft: (id, given, meta) => flows.saveDraft(id, given, null, meta),
        publish: (id, given, meta) => publishing.publish(id, given, null, meta),
        remove: (id, meta) => flows.remove(id, null, meta),
      },
      { shown: withoutKeys, meant: withKeys },
    ).access(flowProblem),
);

type Node = FlowDocument['nodes'][number];

/** Where another system is asked, keys stand in headers, behind `?` and in what is sent. */
const keyless = (node: Node): Node =>
  node.kind === 'data-dip'
    ? {
        ...node,
        url: withoutSecrets(node.url),
        headers: node.headers.map(({ name }) => ({ name, value: LEFT_OUT })),
        body: node.body === null ? null : LEFT_OUT,
      }
    : node;

const withoutKeys = (flow: FlowDocument): FlowDocument => ({ ...flow, nodes: flow.nodes.map(keyless) });

/** Keys are those of the same node here, and only for the address that it asks already. */
function withKeys(flow: FlowDocument, known: readonly FlowDocument[]): FlowDocument | null {
  const nodes = flow.nodes.map((node): Node | null => {
    if (node.kind !== 'data-dip') return node;
    const same = known.flatMap(({ nodes: all }) => all.filter(({ id }) => id === node.id));
    const before = same.find(
      (each) => each.kind === 'data-dip' && withoutSecrets(each.url) === withoutSecrets(node.url),
    );
    const asked = before?.kind === 'data-dip' ? before : null;
    const url = withSecrets(node.url, asked?.url ?? null);
    const body = node.body === LEFT_OUT ? (asked?.body ?? null) : node.body;
    const headers = node.headers.map(({ name, value }) => ({
      name,
      value: value === LEFT_OUT ? asked?.headers.find((each) => each.name === name)?.value : value,
    }));
    const whole = url !== null && (node.body === null) === (body === null);
    return whole && hasAll(headers) ? { ...node, url, body, headers } : null;
  });
  return nodes.every((node) => node !== null) ? { ...flow, nodes } : null;
}

const hasAll = (headers: { name: string; value: string | undefined }[]): headers is { name: string; value: string }[] =>
  headers.every(({ value }) => value !== undefined);
