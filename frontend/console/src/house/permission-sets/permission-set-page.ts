import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Permission, PermissionSet, SavePermissionSet } from '#contracts';
import { TextField } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';
import { PermissionMatrix } from './permission-matrix';

@Component({
  selector: 'app-permission-set-page',
  imports: [TranslocoDirective, TextField, EditorPage, PermissionMatrix],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="editor.entity()?.name ?? t('permissionSets.new')"
      back="/permission-sets"
      [editor]="editor"
      [deletable]="true"
      (deleted)="delete()"
    >
      <ui-text-field [control]="form.controls.name" [label]="t('permissionSets.name')" />
      <ui-text-field [control]="form.controls.description" [label]="t('permissionSets.description')" />
      @if (permissions.hasValue()) {
        <app-permission-matrix
          class="wide"
          [permissions]="permissions.value()"
          [grants]="form.controls.grants"
          [denies]="form.controls.denies"
        />
      }
    </app-editor-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PermissionSetPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly permissions = resource({ loader: () => this.load() });
  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    description: new FormControl('', { nonNullable: true }),
    grants: new FormControl<Permission[]>([], { nonNullable: true }),
    denies: new FormControl<Permission[]>([], { nonNullable: true }),
  });

  readonly editor = editor<PermissionSet>({
    form: this.form,
    load: async () => (this.isNew() ? null : this.api.get<PermissionSet>(`/permission-sets/${this.id()}`)),
    show: (set) => this.form.reset(set),
    save: (version) => this.save(version),
    saved: (_set, isNew) => {
      if (isNew) void this.router.navigateByUrl('/permission-sets');
    },
  });

  protected delete(): void {
    const name = this.editor.entity()?.name ?? '';
    void this.deletion.of(`/permission-sets/${this.id()}`, { name, form: this.form, back: '/permission-sets' });
  }

  private async load(): Promise<Permission[]> {
    const table = await this.api.get<readonly { name: Permission }[] | { items: readonly { name: Permission }[] }>(
      '/permissions',
    );
    return ('items' in table ? table.items : table).map(({ name }) => name);
  }

  private save(version: number | undefined): Promise<PermissionSet> {
    const body: SavePermissionSet = { ...this.form.getRawValue(), ...(version !== undefined && { version }) };
    return version === undefined
      ? this.api.post<PermissionSet>('/permission-sets', body)
      : this.api.patch<PermissionSet>(`/permission-sets/${this.id()}`, body);
  }
}
