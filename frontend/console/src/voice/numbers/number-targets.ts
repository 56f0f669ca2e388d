import { computed, inject, type Signal } from '@angular/core';
import type { FlowName, InboundNumber } from '#contracts';
import type { Option } from '../../../../ui';
import { names } from '../../platform/forms/names';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';

type Target = Pick<InboundNumber, 'queueId' | 'flowId' | 'ringGroupId' | 'userId'>;

/** Where a number can lead, as one choice: queues, and flows when the order includes them. Made by `numberTargets`. */
export interface NumberTargets {
  readonly options: Signal<readonly Option<string>[]>;
  nameOf(target: Target): string;
}

/** A target as the value of a field, and back; empty where nothing is chosen. */
export function targetValue({ queueId, flowId, ringGroupId, userId }: Target): string {
  if (flowId) return `flow:${flowId}`;
  if (ringGroupId) return `group:${ringGroupId}`;
  if (userId) return `user:${userId}`;
  return queueId ? `queue:${queueId}` : '';
}
export const targetOf = (value: string): Target => {
  const [kind, id = null] = value.split(':');
  const of = (wanted: string): string | null => (kind === wanted ? id : null);
  return { queueId: of('queue'), flowId: of('flow'), ringGroupId: of('group'), userId: of('user') };
};

const WORDS = { flow: 'toFlow', queue: 'toQueue', group: 'toGroup', user: 'toUser' } as const;

/** Call it where `inject` works. */
export function numberTargets(): NumberTargets {
  const session = inject(Session);
  const vocabulary = inject(Vocabulary);
  const queues = names<{ id: string; name: string }>('/queues/names', ({ name }) => name);
  const flows = names<FlowName>('/flows/names', ({ name }) => name, session.may('flows.view') && session.has('ivr'));
  const groups = names<{ id: string; name: string }>('/ring-groups', ({ name }) => name, session.may('pbx.manage'));
  const users = names<{ id: string; name: string }>('/agents', ({ name }) => name);
  const label = (kind: keyof typeof WORDS, name: string): string =>
    `${vocabulary.word('numbers', WORDS[kind])}: ${name}`;
  return {
    options: computed(() => [
      ...flows.all().map(({ id, name }) => ({ value: `flow:${id}`, label: label('flow', name) })),
      ...queues.all().map(({ id, name }) => ({ value: `queue:${id}`, label: label('queue', name) })),
      ...groups.all().map(({ id, name }) => ({ value: `group:${id}`, label: label('group', name) })),
      ...users.all().map(({ id, name }) => ({ value: `user:${id}`, label: label('user', name) })),
    ]),
    nameOf: ({ queueId, flowId, ringGroupId, userId }) => {
      if (flowId) return label('flow', flows.nameOf(flowId));
      if (ringGroupId) return label('group', groups.nameOf(ringGroupId));
      if (userId) return label('user', users.nameOf(userId));
      return queueId ? label('queue', queues.nameOf(queueId)) : '–';
    },
  };
}
