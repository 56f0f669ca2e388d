import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { BreakLimit, Group, SaveBreakLimit } from '#contracts';
import { SelectField, TextField, type Option } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { names } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { minuteOf, minuteText } from './minute-of-day';

/** A select shows no null. */
const EVERYBODY = '';

/** How many of a group may be away between two hours. */
@Component({
  selector: 'app-break-limit-page',
  imports: [TranslocoDirective, SelectField, TextField, EditorPage],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="isNew() ? t('breaks.newLimit') : name()"
      back="/breaks/limits"
      [editor]="editor"
      [readOnly]="!mayManage"
      [deletable]="mayManage"
      (deleted)="delete()"
    >
      <ui-select-field [control]="form.controls.groupId" [label]="t('breaks.group')" [options]="groups()" />
      <ui-text-field [control]="form.controls.maxAgents" [label]="t('breaks.maxAgents')" type="number" />
      <ui-text-field [control]="form.controls.from" [label]="t('breaks.from')" type="time" />
      <ui-text-field
        [control]="form.controls.to"
        [label]="t('breaks.to')"
        [hint]="t('breaks.overMidnight')"
        type="time"
      />
    </app-editor-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BreakLimitPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly transloco = inject(TranslocoService);
  protected readonly mayManage = this.session.may('breaks.manage');
  protected readonly isNew = computed(() => this.id() === 'new');
  private readonly named = names<Group>('/groups', ({ name }) => name, this.session.may('groups.view'));
  protected readonly groups = computed((): Option<unknown>[] => [
    { value: EVERYBODY, label: this.transloco.translate('breaks.everybody') },
    ...this.named.options(),
  ]);
  protected readonly name = computed(
    () => this.editor.entity()?.groupName ?? this.transloco.translate('breaks.everybody'),
  );
  protected readonly form = new FormGroup({
    groupId: new FormControl(EVERYBODY, { nonNullable: true }),
    maxAgents: new FormControl(1, {
      nonNullable: true,
      validators: [Validators.required, Validators.min(0), Validators.max(500)],
    }),
    from: new FormControl('00:00', { nonNullable: true, validators: [Validators.required] }),
    to: new FormControl('00:00', { nonNullable: true, validators: [Validators.required] }),
  });

  readonly editor = editor<BreakLimit>({
    form: this.form,
    load: () => (this.isNew() ? Promise.resolve(null) : this.api.get<BreakLimit>(`/break-limits/${this.id()}`)),
    show: ({ groupId, maxAgents, fromMinute, toMinute }) => {
      this.form.reset({
        groupId: groupId ?? EVERYBODY,
        maxAgents,
        from: minuteText(fromMinute),
        to: minuteText(toMinute),
      });
      if (!this.mayManage) this.form.disable();
    },
    save: (version) => {
      const { groupId, maxAgents, from, to } = this.form.getRawValue();
      const body: SaveBreakLimit = {
        groupId: groupId === EVERYBODY ? null : groupId,
        maxAgents: Number(maxAgents),
        fromMinute: minuteOf(from, 'from'),
        toMinute: minuteOf(to, 'to'),
        ...(version !== undefined && { version }),
      };
      return version === undefined
        ? this.api.post<BreakLimit>('/break-limits', body)
        : this.api.put<BreakLimit>(`/break-limits/${this.id()}`, body);
    },
    saved: (_limit, isNew) => {
      if (isNew) void this.router.navigateByUrl('/breaks/limits');
    },
  });

  protected delete(): void {
    void this.deletion.of(`/break-limits/${this.id()}`, {
      name: this.name(),
      form: this.form,
      back: '/breaks/limits',
    });
  }
}
