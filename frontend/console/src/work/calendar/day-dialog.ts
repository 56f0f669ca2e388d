import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';
import type { DayKind, PlannedDay, SaveDay } from '#contracts';
import { SelectField, TextField } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Vocabulary } from '../../platform/language/vocabulary';
import { Toasts } from '../../platform/look/toasts';
import { minuteOf, minuteText } from '../breaks/minute-of-day';

export interface DayChoice {
  readonly agentId: string;
  readonly agentName: string;
  readonly day: PlannedDay;
}

// The contract's DAY_KINDS, held to it by the type.
const KINDS: readonly DayKind[] = ['shift', 'off', 'leave', 'sick'];
const MORNING = 480;
const AFTERNOON = 960;

/** One day of one agent: other hours, or free and why; or back to the pattern. */
@Component({
  selector: 'app-day-dialog',
  imports: [MatButtonModule, MatDialogModule, TranslocoDirective, SelectField, TextField],
  template: `
    <form novalidate *transloco="let t" (submit)="$event.preventDefault(); save()">
      <h2 mat-dialog-title>{{ choice.agentName }}, {{ choice.day.date }}</h2>
      <mat-dialog-content>
        <ui-select-field [control]="form.controls.kind" [label]="t('schedule.day')" [options]="kinds" />
        @if (kind() === 'shift') {
          <div class="hours">
            <ui-text-field [control]="form.controls.from" [label]="t('schedule.from')" type="time" />
            <ui-text-field [control]="form.controls.to" [label]="t('schedule.to')" type="time" />
            <ui-text-field [control]="form.controls.unpaid" [label]="t('schedule.unpaid')" type="number" suffix="min" />
          </div>
        }
        <ui-text-field [control]="form.controls.note" [label]="t('schedule.note')" />
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        @if (choice.day.exception) {
          <button matButton type="button" (click)="clear()">{{ t('schedule.asPattern') }}</button>
        }
        <button matButton type="button" mat-dialog-close>{{ t('ui.cancel') }}</button>
        <button matButton="filled" type="submit">{{ t('ui.save') }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    mat-dialog-content,
    .hours {
      display: flex;
      flex-direction: column;
      gap: 12px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DayDialog {
  protected readonly choice = inject<DayChoice>(MAT_DIALOG_DATA);
  private readonly api = inject(Api);
  private readonly reference = inject<MatDialogRef<DayDialog, boolean>>(MatDialogRef);
  private readonly toasts = inject(Toasts);
  private readonly vocabulary = inject(Vocabulary);
  private readonly path = `/schedule/${this.choice.agentId}/${this.choice.day.date}`;
  private readonly first: DayKind = this.choice.day.kind === 'holiday' ? 'off' : this.choice.day.kind;
  protected readonly kind = signal<DayKind>(this.first);
  protected readonly kinds = this.vocabulary.options('dayKinds', KINDS);
  protected readonly form = new FormGroup({
    kind: new FormControl<DayKind>(this.first, { nonNullable: true }),
    from: new FormControl(minuteText(this.choice.day.startMinute ?? MORNING), { nonNullable: true }),
    to: new FormControl(minuteText(this.choice.day.endMinute ?? AFTERNOON), { nonNullable: true }),
    unpaid: new FormControl<number | string>(0, {
      nonNullable: true,
      validators: [Validators.min(0), Validators.max(240)],
    }),
    note: new FormControl(this.choice.day.note, { nonNullable: true, validators: [Validators.maxLength(200)] }),
  });

  constructor() {
    this.form.controls.kind.valueChanges.pipe(takeUntilDestroyed()).subscribe((kind) => this.kind.set(kind));
  }

  protected async save(): Promise<void> {
    if (this.form.invalid) return;
    const { kind, from, to, unpaid, note } = this.form.getRawValue();
    const day: SaveDay =
      kind === 'shift'
        ? {
            kind,
            startMinute: minuteOf(from, 'from'),
            endMinute: minuteOf(to, 'from'),
            unpaidBreakMinutes: Number(unpaid),
            note,
          }
        : { kind, note };
    if (await this.toasts.try(() => this.api.put(this.path, day), 'ui.saved')) this.reference.close(true);
  }

  protected async clear(): Promise<void> {
    if (await this.toasts.try(() => this.api.delete(this.path), 'ui.saved')) this.reference.close(true);
  }
}
