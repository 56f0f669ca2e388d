import { computed, inject, resource, type Signal } from '@angular/core';
import type { Option } from '../../../../ui';
import { Api } from '../http/api';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Things of the API by name, for pickers and for showing what an id means. Made by `names`. */
export interface Names {
  readonly all: Signal<readonly Named[]>;
  readonly options: Signal<readonly Option<string>[]>;
  readonly loading: Signal<boolean>;
  nameOf(id: string): string;
}

/** Loads a short list for this page; a person who may not see it gets an empty one. Call it where `inject` works. */
export function names<Entity extends { id: string }>(
  path: string,
  nameOf: (entity: Entity) => string,
  when = true,
): Names {
  const api = inject(Api);
  const loaded = resource({ params: () => (when ? path : undefined), loader: ({ params }) => api.all<Entity>(params) });
  const all = computed(() =>
    loaded.hasValue() ? loaded.value().map((entity) => ({ id: entity.id, name: nameOf(entity) })) : [],
  );
  const byId = computed(() => new Map(all().map(({ id, name }) => [id, name])));
  return {
    all,
    loading: loaded.isLoading,
    options: computed(() => all().map(({ id, name }) => ({ value: id, label: name }))),
    nameOf: (id) => byId().get(id) ?? '–',
  };
}
