import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import type { FormArray, FormGroup } from '@angular/forms';
import { TranslocoDirective } from '@jsverse/transloco';
import {
  COUNTED_CONDITIONS,
  OVERFLOW_CONDITIONS,
  type FlowName,
  type OverflowCondition,
  type Queue,
  type Skill,
  type VoicemailBoxName,
} from '#contracts';
import { SelectField, TextField, ToggleField, type Option } from '../../../../ui';
import { names } from '../../platform/forms/names';
import { IfFeature } from '../../platform/identity/if-feature';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import type { QueueForm } from './queue-form';
import { openingRow, overflowRow, ringRow, skillRow, slopeRow } from './queue-rules-form';
import { RuleRows } from './rule-rows';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** What a queue asks for, how its callers gain weight, when it is served and where they go when it cannot serve them. */
@Component({
  selector: 'app-queue-rules',
  imports: [TranslocoDirective, SelectField, TextField, ToggleField, IfFeature, RuleRows],
  templateUrl: './queue-rules.html',
  styles: ':host { display: contents; }',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class QueueRules {
  readonly form = input.required<QueueForm>();
  private readonly vocabulary = inject(Vocabulary);
  private readonly session = inject(Session);
  protected readonly skills = names<Skill>('/skills', ({ name }) => name, this.session.has('sbr-pbr-queues'));
  protected readonly queues = names<{ id: string; name: string }>('/queues', ({ name }) => name);
  protected readonly flows = names<FlowName>(
    '/flows/names',
    ({ name }) => name,
    this.session.may('flows.view') && this.session.has('ivr'),
  );
  protected readonly boxes = names<VoicemailBoxName>(
    '/voicemail/boxes/names?all=true',
    ({ name }) => name,
    inject(Session).may('voicemail.view'),
  );
  protected readonly RANKINGS: readonly Queue['ranking'][] = ['strategy', 'closest-skills'];
  protected readonly CONDITIONS = OVERFLOW_CONDITIONS;
  protected readonly TARGETS = ['queue', 'number', 'flow', 'voicemail', 'hang-up'] as const;
  protected readonly skillRow = skillRow;
  protected readonly ringRow = ringRow;
  protected readonly slopeRow = slopeRow;
  protected readonly overflowRow = overflowRow;

  protected add<Row extends FormGroup>(rows: FormArray<Row>, row: Row): void {
    rows.push(row);
    rows.markAsDirty();
  }

  /** The day after the last one, so that a week is quickly entered. */
  protected addOpening(): void {
    const rows = this.form().controls.hours.controls.openings;
    const last = rows.at(-1)?.getRawValue();
    this.add(rows, openingRow(last && { ...last, weekday: (last.weekday % 7) + 1 }));
  }

  protected isCounted = (when: OverflowCondition): boolean => COUNTED_CONDITIONS.includes(when);

  protected words = (family: string, values: readonly string[]): Option<string>[] =>
    values.map((value) => ({ value, label: this.vocabulary.word(family, value) }));

  protected weekdays = (): Option<number>[] =>
    WEEKDAYS.map((value) => ({ value, label: this.vocabulary.word('queues.weekdays', String(value)) }));
}
