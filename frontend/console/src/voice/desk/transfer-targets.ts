import { computed, inject, Injectable, resource, signal } from '@angular/core';
import type { AgentView, TransferTarget } from '#contracts';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { dialable, phoneText } from '../../platform/time/formats';

export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly extension: string | null;
  readonly status: AgentView['status'];
}

export interface QueueName {
  readonly id: string;
  readonly name: string;
}

export interface TargetChoice {
  readonly key: string;
  readonly name: string;
  readonly detail: string | null;
  readonly status: AgentView['status'] | null;
  readonly target: TransferTarget;
}

const SHORTEST_NUMBER = 2;

const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ł/g, 'l').replace(/Ł/g, 'L').toLowerCase();

const placeOf = ({ id, name }: QueueName, target: TransferTarget): TargetChoice => ({
  key: id,
  name,
  detail: null,
  status: null,
  target,
});

/** What the search offers: ready colleagues first, then queues, then the typed number itself. Polish letters may be left out. */
export function targetsFor(
  search: string,
  colleagues: readonly Colleague[],
  queues: readonly QueueName[],
  boxes: readonly QueueName[] = [],
): readonly TargetChoice[] {
  const wanted = plain(search.trim());
  const matches = (...texts: (string | null)[]) => texts.some((text) => text !== null && plain(text).includes(wanted));
  const ready = ({ status }: Colleague) => (status === 'ready' ? 0 : status === 'offline' ? 2 : 1);
  const number = dialable(search);
  const people = colleagues
    .filter(({ name, extension }) => matches(name, extension))
    .sort((a, b) => ready(a) - ready(b) || a.name.localeCompare(b.name));
  return [
    ...people.map(({ id, name, extension, status }): TargetChoice => ({
      key: id,
      name,
      detail: extension,
      status,
      target: { kind: 'agent', agentId: id },
    })),
    ...queues.filter(({ name }) => matches(name)).map((queue) => placeOf(queue, { kind: 'queue', queueId: queue.id })),
    ...boxes.filter(({ name }) => matches(name)).map((box) => placeOf(box, { kind: 'voicemail', boxId: box.id })),
    ...(number.length >= SHORTEST_NUMBER && /^[\d+\s()*#-]+$/.test(search.trim())
      ? [
          {
            key: 'number',
            name: phoneText(number),
            detail: null,
            status: null,
            target: { kind: 'number', number },
          } as const,
        ]
      : []),
  ];
}

/** Where a call can go, fresh each time the panel opens. */
@Injectable()
export class TransferTargets {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  readonly search = signal('');
  private readonly colleagues = resource({ loader: () => this.api.all<Colleague>('/agents') });
  private readonly queues = resource({ loader: () => this.namesOfQueues() });

  private readonly boxes = resource({
    params: () => this.session.may('voicemail.view') || undefined,
    loader: () => this.api.all<QueueName>('/voicemail/boxes/names', { all: true }),
  });

  readonly loading = computed(() => this.colleagues.isLoading() || this.queues.isLoading());
  readonly choices = computed(() => {
    const me = this.session.me()?.user.id;
    const others = this.colleagues.hasValue()
      ? this.colleagues.value().filter(({ id, status }) => id !== me && status !== 'offline')
      : [];
    const listed = (of: { hasValue(): boolean; value(): QueueName[] | undefined }) =>
      (of.hasValue() && of.value()) || [];
    return targetsFor(this.search(), others, listed(this.queues), listed(this.boxes));
  });

  private namesOfQueues(): Promise<QueueName[]> {
    return this.api.all<QueueName>('/queues/names');
  }
}
