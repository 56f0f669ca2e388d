import { computed, inject, Injectable, resource } from '@angular/core';
import type { Classifier, QueueName } from '#contracts';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';

/** Those that a queue's calls may get: the ones it names, else all; and the one that the call has already. */
export function offered<Each extends { readonly id: string }>(
  all: readonly Each[],
  named: readonly string[],
  given: string | null,
): readonly Each[] {
  return named.length === 0 ? all : all.filter(({ id }) => named.includes(id) || id === given);
}

/** The classifiers that an agent may choose from. */
@Injectable({ providedIn: 'root' })
export class Classifiers {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly loaded = resource({
    params: () => (this.session.isOpen() && this.session.may('classifiers.view') ? true : undefined),
    loader: () => this.api.all<Classifier>('/classifiers'),
  });

  readonly active = computed(() => (this.loaded.hasValue() ? this.loaded.value().filter(({ active }) => active) : []));
  readonly loading = this.loaded.isLoading;
  private readonly queues = resource({
    params: () => (this.session.isOpen() && this.session.may('calls.take') ? true : undefined),
    loader: () => this.api.all<QueueName>('/queues/names'),
  });

  /** For a call of this queue, or of none. */
  ofQueue(queueId: string | null, given: string | null): readonly Classifier[] {
    const queues = this.queues.hasValue() ? this.queues.value() : [];
    const named = queues.find(({ id }) => id === queueId)?.classifierIds ?? [];
    return offered(this.active(), named, given);
  }
}
