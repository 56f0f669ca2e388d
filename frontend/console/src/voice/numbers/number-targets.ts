import { computed, inject, type Signal } from '@angular/core';
import type { FlowName, InboundNumber } from '#contracts';
import type { Option } from '../../../../ui';
import { names } from '../../platform/forms/names';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';

type Target = Pick<InboundNumber, 'queueId' | 'flowId'>;

/** Where a number can lead, as one choice: queues, and flows when the order includes them. Made by `numberTargets`. */
export interface NumberTargets {
  readonly options: Signal<readonly Option<string>[]>;
  nameOf(target: Target): string;
}

/** A target as the value of a field, and back; empty where nothing is chosen. */
export const targetValue = ({ queueId, flowId }: Target): string =>
  flowId ? `flow:${flowId}` : queueId ? `queue:${queueId}` : '';
export const targetOf = (value: string): Target => {
  const [kind, id = null] = value.split(':');
  return { queueId: kind === 'queue' ? id : null, flowId: kind === 'flow' ? id : null };
};

/** Call it where `inject` works. */
export function numberTargets(): NumberTargets {
  const session = inject(Session);
  const vocabulary = inject(Vocabulary);
  const queues = names<{ id: string; name: string }>('/queues/names', ({ name }) => name);
  const flows = names<FlowName>('/flows/names', ({ name }) => name, session.may('flows.view') && session.has('ivr'));
  const label = (kind: 'flow' | 'queue', name: string): string =>
    `${vocabulary.word('numbers', kind === 'flow' ? 'toFlow' : 'toQueue')}: ${name}`;
  return {
    options: computed(() => [
      ...flows.all().map(({ id, name }) => ({ value: `flow:${id}`, label: label('flow', name) })),
      ...queues.all().map(({ id, name }) => ({ value: `queue:${id}`, label: label('queue', name) })),
    ]),
    nameOf: ({ queueId, flowId }) =>
      flowId ? label('flow', flows.nameOf(flowId)) : queueId ? label('queue', queues.nameOf(queueId)) : '–',
  };
}
