import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Group, SaveGroup, User } from '#contracts';
import { SelectField, TextField } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { names } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';

@Component({
  selector: 'app-group-page',
  imports: [TranslocoDirective, SelectField, TextField, EditorPage],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="editor.entity()?.name ?? t('groups.new')"
      back="/groups"
      [editor]="editor"
      [readOnly]="!mayManage"
      [deletable]="mayManage"
      (deleted)="delete()"
    >
      <ui-text-field [control]="form.controls.name" [label]="t('groups.name')" />
      <ui-text-field [control]="form.controls.description" [label]="t('groups.description')" />
      <ui-select-field
        class="wide"
        [control]="form.controls.memberIds"
        [label]="t('groups.members')"
        [options]="users.options()"
        [multiple]="true"
      />
    </app-editor-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GroupPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  protected readonly mayManage = this.session.may('groups.manage');
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly users = names<User>(
    '/users',
    ({ firstName, lastName, login }) => `${lastName} ${firstName} (${login})`,
    this.session.may('users.view'),
  );
  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    description: new FormControl('', { nonNullable: true }),
    memberIds: new FormControl<string[]>([], { nonNullable: true }),
  });
  private members: string[] = [];

  readonly editor = editor<Group>({
    form: this.form,
    load: () => (this.isNew() ? Promise.resolve(null) : this.load()),
    show: ({ name, description }) => {
      this.form.reset({ name, description, memberIds: this.members });
      if (!this.mayManage) this.form.disable();
    },
    save: (version) => this.save(version),
    saved: (_group, isNew) => {
      if (isNew) void this.router.navigateByUrl('/groups');
    },
  });

  protected delete(): void {
    const name = this.editor.entity()?.name ?? '';
    void this.deletion.of(`/groups/${this.id()}`, { name, form: this.form, back: '/groups' });
  }

  private async load(): Promise<Group> {
    const [group, members] = await Promise.all([
      this.api.get<Group>(`/groups/${this.id()}`),
      this.api.all<{ id: string }>(`/groups/${this.id()}/members`),
    ]);
    this.members = members.map(({ id }) => id);
    return group;
  }

  private async save(version: number | undefined): Promise<Group> {
    const body: SaveGroup = { ...this.form.getRawValue(), ...(version !== undefined && { version }) };
    this.members = body.memberIds ?? [];
    return version === undefined
      ? this.api.post<Group>('/groups', body)
      : this.api.patch<Group>(`/groups/${this.id()}`, body);
  }
}
