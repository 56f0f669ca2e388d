import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormArray, FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { SaveShiftPattern, Shift, ShiftPattern, User } from '#contracts';
import { SelectField, TextField, ToggleField } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { names } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { minuteText } from '../breaks/minute-of-day';

const WEEK = 7;
const WEEKS = [1, 2, 3, 4, 6, 8];
/** A select shows no null. */
const FREE = '';
const turn = (shiftId: string | null = null) => new FormControl(shiftId ?? FREE, { nonNullable: true });

/** One pattern: a shift for each day of its weeks, and who works it. */
@Component({
  selector: 'app-pattern-page',
  imports: [TranslocoDirective, SelectField, TextField, ToggleField, EditorPage],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="editor.entity()?.name ?? t('schedule.newPattern')"
      back="/schedule/patterns"
      [editor]="editor"
      [readOnly]="!mayManage"
      [deletable]="mayManage"
      (deleted)="delete()"
    >
      <ui-text-field [control]="form.controls.name" [label]="t('schedule.name')" />
      <ui-select-field [control]="form.controls.weeks" [label]="t('schedule.weeks')" [options]="weekOptions" />
      <ui-text-field [control]="form.controls.fromDate" [label]="t('schedule.fromDate')" type="date" />
      <ui-text-field [control]="form.controls.toDate" [label]="t('schedule.toDate')" type="date" />
      <div class="wide week">
        @for (day of form.controls.days.controls; track $index; let index = $index) {
          <ui-select-field [control]="day" [label]="dayLabel(index)" [options]="shiftOptions()" />
        }
      </div>
      <ui-select-field
        class="wide"
        [control]="form.controls.agentIds"
        [label]="t('schedule.people')"
        [options]="users.options()"
        [multiple]="true"
      />
      <ui-toggle-field class="wide" [control]="form.controls.onHolidays" [label]="t('schedule.onHolidays')" />
    </app-editor-page>
  `,
  styles: `
    .week {
      display: grid;
      grid-template-columns: repeat(7, minmax(104px, 1fr));
      gap: 8px;
      overflow-x: auto;
      padding-top: 6px;
    }
    @media (width < 720px) {
      .week {
        grid-template-columns: 1fr;
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PatternPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly transloco = inject(TranslocoService);
  protected readonly mayManage = this.session.may('schedules.manage');
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly weekOptions = WEEKS.map((value) => ({ value, label: String(value) }));
  protected readonly users = names<User>(
    '/users',
    ({ firstName, lastName }) => `${lastName} ${firstName}`,
    this.session.may('users.view'),
  );
  private readonly shifts = signal<readonly Shift[]>([]);
  protected readonly shiftOptions = computed(() => [
    { value: FREE, label: this.transloco.translate<string>('dayKinds.off') },
    ...this.shifts().map(({ id, name, startMinute, endMinute }) => ({
      value: id,
      label: name,
      hint: `${minuteText(startMinute)}–${minuteText(endMinute)}`,
    })),
  ]);
  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.maxLength(60)] }),
    weeks: new FormControl(1, { nonNullable: true }),
    fromDate: new FormControl(new Date().toLocaleDateString('sv-SE'), {
      nonNullable: true,
      validators: [Validators.required],
    }),
    toDate: new FormControl('', { nonNullable: true }),
    days: new FormArray(Array.from({ length: WEEK }, () => turn())),
    onHolidays: new FormControl(false, { nonNullable: true }),
    agentIds: new FormControl<string[]>([], { nonNullable: true }),
  });

  readonly editor = editor<ShiftPattern>({
    form: this.form,
    load: async () => {
      this.shifts.set(await this.api.all<Shift>('/shifts'));
      return this.isNew() ? null : this.api.get<ShiftPattern>(`/shift-patterns/${this.id()}`);
    },
    show: ({ days, toDate, ...pattern }) => {
      this.form.setControl('days', new FormArray(days.map((day) => turn(day))));
      const shown = { ...pattern, toDate: toDate ?? '', weeks: days.length / WEEK };
      this.form.patchValue(shown, { emitEvent: false });
      if (!this.mayManage) this.form.disable();
    },
    save: (version) => {
      const { weeks: _weeks, days, toDate, ...pattern } = this.form.getRawValue();
      const body: SaveShiftPattern = {
        ...pattern,
        days: days.map((day) => day || null),
        toDate: toDate || null,
        ...(version !== undefined && { version }),
      };
      return version === undefined
        ? this.api.post<ShiftPattern>('/shift-patterns', body)
        : this.api.put<ShiftPattern>(`/shift-patterns/${this.id()}`, body);
    },
    saved: (_pattern, isNew) => {
      if (isNew) void this.router.navigateByUrl('/schedule/patterns');
    },
  });

  constructor() {
    this.form.controls.weeks.valueChanges.pipe(takeUntilDestroyed()).subscribe((weeks) => this.resize(weeks * WEEK));
  }

  protected dayLabel(index: number): string {
    const name = this.transloco.translate<string>(`weekdays.${(index % WEEK) + 1}`);
    return this.form.controls.days.length > WEEK ? `${Math.floor(index / WEEK) + 1}. ${name}` : name;
  }

  protected delete(): void {
    const name = this.editor.entity()?.name ?? '';
    void this.deletion.of(`/shift-patterns/${this.id()}`, { name, form: this.form, back: '/schedule/patterns' });
  }

  private resize(length: number): void {
    const { days } = this.form.controls;
    while (days.length > length) days.removeAt(days.length - 1);
    while (days.length < length) days.push(turn(days.at(days.length - WEEK).value));
  }
}
