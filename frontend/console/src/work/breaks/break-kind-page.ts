import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { BreakKind, SaveBreakKind } from '#contracts';
import { TextField, ToggleField } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';

const MINUTE = 60;

/** One kind of break: how long, who pays, who agrees, and whether it waits for a place. */
@Component({
  selector: 'app-break-kind-page',
  imports: [TranslocoDirective, TextField, ToggleField, EditorPage],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="editor.entity()?.name ?? t('breaks.newKind')"
      back="/breaks/kinds"
      [editor]="editor"
      [readOnly]="!mayManage"
      [deletable]="mayManage"
      (deleted)="delete()"
    >
      <ui-text-field [control]="form.controls.name" [label]="t('breaks.name')" />
      <ui-text-field
        [control]="form.controls.limitMinutes"
        [label]="t('breaks.limit')"
        [hint]="t('breaks.limitHint')"
        type="number"
        suffix="min"
      />
      <ui-toggle-field [control]="form.controls.paid" [label]="t('breaks.paid')" [hint]="t('breaks.paidHint')" />
      <ui-toggle-field
        [control]="form.controls.approval"
        [label]="t('breaks.approval')"
        [hint]="t('breaks.approvalHint')"
      />
      <ui-toggle-field
        [control]="form.controls.conditional"
        [label]="t('breaks.conditional')"
        [hint]="t('breaks.conditionalHint')"
      />
      <ui-toggle-field [control]="form.controls.active" [label]="t('breaks.active')" [hint]="t('breaks.activeHint')" />
    </app-editor-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BreakKindPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  protected readonly mayManage = inject(Session).may('breaks.manage');
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.maxLength(60)] }),
    limitMinutes: new FormControl<number | null>(null, { validators: [Validators.min(1), Validators.max(720)] }),
    paid: new FormControl(true, { nonNullable: true }),
    approval: new FormControl(false, { nonNullable: true }),
    conditional: new FormControl(false, { nonNullable: true }),
    active: new FormControl(true, { nonNullable: true }),
  });

  readonly editor = editor<BreakKind>({
    form: this.form,
    load: () => (this.isNew() ? Promise.resolve(null) : this.api.get<BreakKind>(`/break-kinds/${this.id()}`)),
    show: ({ limitSeconds, ...kind }) => {
      this.form.reset({ ...kind, limitMinutes: limitSeconds === null ? null : limitSeconds / MINUTE });
      if (!this.mayManage) this.form.disable();
    },
    save: (version) => {
      const { limitMinutes, ...kind } = this.form.getRawValue();
      const limitSeconds = limitMinutes ? Math.round(limitMinutes * MINUTE) : null;
      const body: SaveBreakKind = { ...kind, limitSeconds, ...(version !== undefined && { version }) };
      return version === undefined
        ? this.api.post<BreakKind>('/break-kinds', body)
        : this.api.put<BreakKind>(`/break-kinds/${this.id()}`, body);
    },
    saved: (_kind, isNew) => {
      if (isNew) void this.router.navigateByUrl('/breaks/kinds');
    },
  });

  protected delete(): void {
    const name = this.editor.entity()?.name ?? '';
    void this.deletion.of(`/break-kinds/${this.id()}`, { name, form: this.form, back: '/breaks/kinds' });
  }
}
