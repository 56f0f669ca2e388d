import { Injectable, type OnModuleInit } from '@nestjs/common';
import { flowSchema, type FlowDocument } from '#contracts';
import { ConfiguredThings } from '../../../../platform/configuration';
import { Database } from '../../../../platform/database';
import { FlowStore } from '../data/flow.store';

/** Flows in the text of the configuration. They are tried out and published in the console, so a text only shows them. */
@Injectable()
export class ConfiguredFlows implements OnModuleInit {
  constructor(
    private readonly things: ConfiguredThings,
    private readonly store: FlowStore,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.things.register({
      kind: 'flows',
      schema: flowSchema.pick({ name: true, groupIds: true, draft: true }),
      page: async (asked) => {
        const { items, next } = await this.store.page(asked, null);
        const flows = await Promise.all(items.map(({ id }) => this.store.find(this.database.read, id)));
        const shown = flows.flatMap((flow) => (flow ? [{ ...flow, draft: withoutKeys(flow.draft) }] : []));
        return { items: shown, next };
      },
      nameOf: ({ name }) => name,
    });
  }
}

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
