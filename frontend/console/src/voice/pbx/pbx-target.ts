import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { PBX_TARGETS, type PbxTarget } from '#contracts';
import { SelectField, TextField, type Option } from '../../../../ui';
import { names } from '../../platform/forms/names';

type Kind = PbxTarget['kind'] | 'none';
export type TargetForm = FormGroup<{
  kind: FormControl<Kind>;
  number: FormControl<string>;
  queueId: FormControl<string>;
}>;

export const targetForm = (kind: Kind): TargetForm =>
  new FormGroup({
    kind: new FormControl<Kind>(kind, { nonNullable: true }),
    number: new FormControl('', { nonNullable: true, validators: [Validators.maxLength(32)] }),
    queueId: new FormControl('', { nonNullable: true }),
  });

/** The form's value of a target, and back; null: nothing is chosen. */
export const targetValue = (target: PbxTarget | null): { kind: Kind; number: string; queueId: string } => ({
  kind: target?.kind ?? 'none',
  number: target?.kind === 'number' ? target.number : '',
  queueId: target?.kind === 'queue' ? target.queueId : '',
});
export function targetOf(form: TargetForm): PbxTarget | null {
  const { kind, number, queueId } = form.getRawValue();
  switch (kind) {
    case 'none':
      return null;
    case 'number':
      return { kind, number: number.replace(/[\s-]/g, '') };
    case 'queue':
      return { kind, queueId };
    case 'hang-up':
      return { kind };
  }
}

/** Where a call goes on: a number or extension, a queue, the end of the line, or (where it may be so) nowhere else. */
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
      gap: 0 16px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PbxTargetFields {
  readonly form = input.required<TargetForm>();
  readonly label = input.required<string>();
  /** What it is called when nothing is chosen; empty: something has to be. */
  readonly none = input('');
  private readonly transloco = inject(TranslocoService);
  protected readonly queues = names<{ id: string; name: string }>('/queues/names', ({ name }) => name);

  protected kinds(): Option<string>[] {
    const kinds = PBX_TARGETS.map((value) => ({
      value: value,
      label: this.transloco.translate(`pbxTargets.${value}`),
    }));
    return this.none() === '' ? kinds : [{ value: 'none', label: this.none() }, ...kinds];
  }
}
