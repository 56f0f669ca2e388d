import { flowSchema, type FlowDocument } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { Database } from '../../../../platform/database';
import { FlowStore } from '../data/flow.store';

/** Flows in the text of the configuration. They are tried out and published in the console, so a text only shows them. */
export const configuredFlows = configured(
  {
    kind: 'flows',
    schema: flowSchema.pick({ name: true, groupIds: true, draft: true }),
    needs: [FlowStore, Database],
  },
  (store, database) => ({
    page: async (asked) => {
      const { items, next } = await store.page(asked, null);
      const flows = await Promise.all(items.map(({ id }) => store.find(database.read, id)));
      const shown = flows.flatMap((flow) => (flow ? [{ ...flow, draft: withoutKeys(flow.draft) }] : []));
      return { items: shown, next };
    },
  }),
);

/** Where another system is asked, keys stand in headers, behind `?` and in what is sent. */
const withoutKeys = (draft: FlowDocument): FlowDocument => ({
  ...draft,
  nodes: draft.nodes.map((node) =>
    node.kind === 'data-dip'
      ? {
          ...node,
          url: node.url.replace(/\?.*$/s, '?…').replace(/\/\/[^/]*@/, '//…@'),
          headers: node.headers.map(({ name }) => ({ name, value: '…' })),
          body: node.body === null ? null : '…',
        }
      : node,
  ),
});
