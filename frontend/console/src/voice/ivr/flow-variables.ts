import { computed, inject, Injectable } from '@angular/core';
import { SYSTEM_VARIABLES } from '#contracts';
import { FlowDraft } from './flow-draft';
import { variablesOf } from './graph/variables-of';

/** Names that texts and conditions of this flow may use. */
@Injectable()
export class FlowVariables {
  private readonly draft = inject(FlowDraft);
  readonly own = computed(() => variablesOf(this.draft.document()));
  readonly all = computed<readonly string[]>(() => [...this.own(), ...SYSTEM_VARIABLES]);
}
