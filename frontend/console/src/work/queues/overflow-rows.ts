import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import type { FormArray } from '@angular/forms';
import { TranslocoDirective } from '@jsverse/transloco';
import {
  COUNTED_CONDITIONS,
  OVERFLOW_CONDITIONS,
  type FlowName,
  type OverflowCondition,
  type VoicemailBoxName,
} from '#contracts';
import { followControl, SelectField, TextField } from '../../../../ui';
import { names } from '../../platform/forms/names';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { overflowRow, type OverflowRow } from './queue-rules-form';
import { RuleRows } from './rule-rows';

/** Where callers go when their queue cannot serve them, rule by rule. */
@Component({
  selector: 'app-overflow-rows',
  imports: [TranslocoDirective, SelectField, TextField, RuleRows],
  templateUrl: './overflow-rows.html',
  styles: ':host { display: contents; }',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OverflowRows {
  readonly rows = input.required<FormArray<OverflowRow>>();
  protected readonly words = inject(Vocabulary).options;
  private readonly session = inject(Session);
  protected readonly queues = names<{ id: string; name: string }>('/queues', ({ name }) => name);
  protected readonly flows = names<FlowName>(
    '/flows/names',
    ({ name }) => name,
    this.session.may('flows.view') && this.session.has('ivr'),
  );
  protected readonly boxes = names<VoicemailBoxName>(
    '/voicemail/boxes/names?all=true',
    ({ name }) => name,
    this.session.may('voicemail.view'),
  );
  protected readonly CONDITIONS = OVERFLOW_CONDITIONS;
  protected readonly TARGETS = ['queue', 'number', 'flow', 'voicemail', 'hang-up'] as const;

  constructor() {
    followControl(this.rows);
  }

  protected add(): void {
    this.rows().push(overflowRow());
    this.rows().markAsDirty();
  }

  protected isCounted = (when: OverflowCondition): boolean => COUNTED_CONDITIONS.includes(when);
}
