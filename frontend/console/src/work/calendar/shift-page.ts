import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { SaveShift, Shift } from '#contracts';
import { TextField } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { minuteOf, minuteText } from '../breaks/minute-of-day';

/** One shift: its hours and the break in it that is not paid. */
@Component({
  selector: 'app-shift-page',
  imports: [TranslocoDirective, TextField, EditorPage],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="editor.entity()?.name ?? t('schedule.newShift')"
      back="/schedule/shifts"
      [editor]="editor"
      [readOnly]="!mayManage"
      [deletable]="mayManage"
      (deleted)="delete()"
    >
      <ui-text-field [control]="form.controls.name" [label]="t('schedule.name')" />
      <ui-text-field [control]="form.controls.unpaid" [label]="t('schedule.unpaid')" type="number" suffix="min" />
      <ui-text-field [control]="form.controls.from" [label]="t('schedule.from')" type="time" />
      <ui-text-field
        [control]="form.controls.to"
        [label]="t('schedule.to')"
        [hint]="t('schedule.overMidnight')"
        type="time"
      />
    </app-editor-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ShiftPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  protected readonly mayManage = inject(Session).may('schedules.manage');
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.maxLength(60)] }),
    from: new FormControl('08:00', { nonNullable: true, validators: [Validators.required] }),
    to: new FormControl('16:00', { nonNullable: true, validators: [Validators.required] }),
    unpaid: new FormControl<number | string>(0, {
      nonNullable: true,
      validators: [Validators.min(0), Validators.max(240)],
    }),
  });

  readonly editor = editor<Shift>({
    form: this.form,
    load: () => (this.isNew() ? Promise.resolve(null) : this.api.get<Shift>(`/shifts/${this.id()}`)),
    show: ({ name, startMinute, endMinute, unpaidBreakMinutes }) => {
      const [from, to] = [minuteText(startMinute), minuteText(endMinute)];
      this.form.reset({ name, from, to, unpaid: unpaidBreakMinutes });
      if (!this.mayManage) this.form.disable();
    },
    save: (version) => {
      const { name, from, to, unpaid } = this.form.getRawValue();
      const body: SaveShift = {
        name,
        startMinute: minuteOf(from, 'from'),
        endMinute: minuteOf(to, 'from'),
        unpaidBreakMinutes: Number(unpaid),
        ...(version !== undefined && { version }),
      };
      return version === undefined
        ? this.api.post<Shift>('/shifts', body)
        : this.api.put<Shift>(`/shifts/${this.id()}`, body);
    },
    saved: (_shift, isNew) => {
      if (isNew) void this.router.navigateByUrl('/schedule/shifts');
    },
  });

  protected delete(): void {
    const name = this.editor.entity()?.name ?? '';
    void this.deletion.of(`/shifts/${this.id()}`, { name, form: this.form, back: '/schedule/shifts' });
  }
}
