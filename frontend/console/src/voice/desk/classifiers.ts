import { computed, inject, Injectable, resource } from '@angular/core';
import type { Classifier } from '#contracts';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';

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
}
