import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { TranslocoDirective } from '@jsverse/transloco';
import { GROUP_TARGETS, PHONE_TARGETS, type GroupTarget, type PbxTarget, type PhoneTarget } from '#contracts';
import { followControl, SelectField, TextField, type Option } from '../../../../ui';
import { names } from '../../platform/forms/names';
import { Vocabulary } from '../../platform/language/vocabulary';

type Kind = PbxTarget['kind'] | 'none';
export type TargetForm = FormGroup<{
  kind: FormControl<Kind>;
  number: FormControl<string>;
  queueId: FormControl<string>;
  boxId: FormControl<string>;
}>;

export const targetForm = (kind: Kind): TargetForm =>
  new FormGroup({
    kind: new FormControl<Kind>(kind, { nonNullable: true }),
    number: new FormControl('', { nonNullable: true, validators: [Validators.maxLength(32)] }),
    queueId: new FormControl('', { nonNullable: true }),
    boxId: new FormControl('', { nonNullable: true }),
  });

interface TargetValue {
  readonly kind: Kind;
  readonly number: string;
  readonly queueId: string;
  readonly boxId: string;
}

/** The form's value of a target, and back; null: nothing is chosen. */
export const targetValue = (target: PbxTarget | null): TargetValue => ({
  kind: target?.kind ?? 'none',
  number: target?.kind === 'number' ? target.number : '',
  queueId: target?.kind === 'queue' ? target.queueId : '',
  boxId: target?.kind === 'voicemail' ? target.boxId : '',
});
function targetOf(form: TargetForm): PbxTarget | null {
  const { kind, number, queueId, boxId } = form.getRawValue();
  switch (kind) {
    case 'none':
      return null;
    case 'number':
      return { kind, number: number.replace(/[\s-]/g, '') };
    case 'queue':
      return { kind, queueId };
    case 'voicemail':
      return { kind, boxId };
    case 'own-voicemail':
    case 'hang-up':
      return { kind };
  }
}
/** What a group may lead to, and what a person may: each has the one voicemail that the other has not. */
export function groupTargetOf(form: TargetForm): GroupTarget {
  const target = targetOf(form);
  return target === null || target.kind === 'own-voicemail' ? { kind: 'hang-up' } : target;
}
export function phoneTargetOf(form: TargetForm): PhoneTarget | null {
  const target = targetOf(form);
  return target?.kind === 'voicemail' ? null : target;
}

/** Where a call goes on: a number or extension, a queue, voicemail, the end of the line, or (where it may be so) nowhere else. */
@Component({
  selector: 'app-pbx-target',
  imports: [TranslocoDirective, SelectField, TextField],
  template: `
    <ng-container *transloco="let t">
      <ui-select-field [control]="form().controls.kind" [label]="label()" [options]="kinds()" />
      @switch (form().controls.kind.value) {
        @case ('number') {
          <ui-text-field
            [control]="form().controls.number"
            [label]="t('pbxTarget.number')"
            [hint]="t('pbxTarget.numberHint')"
            type="tel"
          />
        }
        @case ('voicemail') {
          <ui-select-field [control]="form().controls.boxId" [label]="t('pbxTarget.box')" [options]="boxes.options()" />
        }
        @case ('queue') {
          <ui-select-field
            [control]="form().controls.queueId"
            [label]="t('pbxTarget.queue')"
            [options]="queues.options()"
          />
        }
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(240px, 100%), 1fr));
      gap: 14px 16px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PbxTargetFields {
  readonly form = input.required<TargetForm>();
  readonly label = input.required<string>();
  /** For one person, what it is called when nothing is chosen; empty: of a group, which has to lead somewhere. */
  readonly none = input('');
  private readonly vocabulary = inject(Vocabulary);
  protected readonly boxes = names<{ id: string; name: string }>('/voicemail/boxes/names?all=true', ({ name }) => name);
  protected readonly queues = names<{ id: string; name: string }>('/queues/names', ({ name }) => name);

  constructor() {
    followControl(this.form);
  }

  protected kinds(): Option<string>[] {
    const words = (kinds: readonly PbxTarget['kind'][]) => this.vocabulary.options('pbxTargets', kinds);
    return this.none() === '' ? words(GROUP_TARGETS) : [{ value: 'none', label: this.none() }, ...words(PHONE_TARGETS)];
  }
}
