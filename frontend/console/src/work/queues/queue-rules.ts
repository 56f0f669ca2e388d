import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import type { FormArray, FormGroup } from '@angular/forms';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Queue, Skill } from '#contracts';
import { followControl, SelectField, TextField, ToggleField } from '../../../../ui';
import { names } from '../../platform/forms/names';
import { IfFeature } from '../../platform/identity/if-feature';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { OverflowRows } from './overflow-rows';
import { CallbackRuleFields } from './callback-rule';
import type { QueueForm } from './queue-form';
import { openingRow, ringRow, skillRow, slopeRow } from './queue-rules-form';
import { RuleRows } from './rule-rows';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** What a queue asks for, how its callers gain weight, when it is served and where they go when it cannot serve them. */
@Component({
  selector: 'app-queue-rules',
  imports: [
    TranslocoDirective,
    CallbackRuleFields,
    SelectField,
    TextField,
    ToggleField,
    IfFeature,
    OverflowRows,
    RuleRows,
  ],
  templateUrl: './queue-rules.html',
  styles: ':host { display: contents; }',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class QueueRules {
  readonly form = input.required<QueueForm>();
  private readonly vocabulary = inject(Vocabulary);
  protected readonly words = this.vocabulary.options;
  private readonly session = inject(Session);
  protected readonly skills = names<Skill>('/skills', ({ name }) => name, this.session.has('sbr-pbr-queues'));
  protected readonly RANKINGS: readonly Queue['ranking'][] = ['strategy', 'closest-skills'];
  protected readonly skillRow = skillRow;
  protected readonly ringRow = ringRow;
  protected readonly slopeRow = slopeRow;

  protected add<Row extends FormGroup>(rows: FormArray<Row>, row: Row): void {
    rows.push(row);
    rows.markAsDirty();
  }

  constructor() {
    followControl(this.form);
  }

  /** The day after the last one, so that a week is quickly entered. */
  protected addOpening(): void {
    const rows = this.form().controls.hours.controls.openings;
    const last = rows.at(-1)?.getRawValue();
    this.add(rows, openingRow(last && { ...last, weekday: (last.weekday % 7) + 1 }));
  }

  protected weekdays = () => this.vocabulary.options('queues.weekdays', WEEKDAYS);
}
