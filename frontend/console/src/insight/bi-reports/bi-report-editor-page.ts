import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { ROLES, type BiReport, type Role, type SaveBiReport } from '#contracts';
import { SelectField, TextField, type Option } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';

@Component({
  selector: 'app-bi-report-editor-page',
  imports: [TranslocoDirective, SelectField, TextField, EditorPage],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="editor.entity()?.name ?? t('biReports.new')"
      back="/bi-reports"
      [editor]="editor"
      [deletable]="true"
      (deleted)="delete()"
    >
      <ui-text-field class="wide" [control]="form.controls.name" [label]="t('biReports.name')" />
      <ui-text-field
        class="wide"
        [control]="form.controls.url"
        [label]="t('biReports.url')"
        [hint]="t('biReports.urlHint')"
      />
      <ui-select-field
        [control]="form.controls.roles"
        [label]="t('biReports.roles')"
        [hint]="t('biReports.rolesHint')"
        [options]="roles()"
        [multiple]="true"
      />
    </app-editor-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BiReportEditorPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  private readonly transloco = inject(TranslocoService);
  protected readonly isNew = computed(() => this.id() === 'new');
  protected roles = (): readonly Option<Role>[] =>
    ROLES.filter((role) => role !== 'administrator').map((value) => ({
      value,
      label: this.transloco.translate(`roles.${value}`),
    }));
  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.maxLength(80)] }),
    url: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    roles: new FormControl<Role[]>(['supervisor'], { nonNullable: true }),
  });

  readonly editor = editor<BiReport>({
    form: this.form,
    load: async () => (this.isNew() ? null : this.api.get<BiReport>(`/bi-reports/${this.id()}`)),
    show: (report) => this.form.reset(report),
    save: (version) => {
      const body: SaveBiReport = { ...this.form.getRawValue(), ...(version !== undefined && { version }) };
      return version === undefined
        ? this.api.post<BiReport>('/bi-reports', body)
        : this.api.patch<BiReport>(`/bi-reports/${this.id()}`, body);
    },
    saved: (_report, isNew) => {
      if (isNew) void this.router.navigateByUrl('/bi-reports');
    },
  });

  protected delete(): void {
    void this.deletion.of(`/bi-reports/${this.id()}`, {
      name: this.editor.entity()?.name ?? '',
      form: this.form,
      back: '/bi-reports',
    });
  }
}
