import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FormControl, FormGroup } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { IpList, Role, SaveIpList, User } from '#contracts';
import { LinesField, SelectField } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { names } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { Vocabulary } from '../../platform/language/vocabulary';
import { ROLE_NAMES } from '../users/users-page';

type Kind = IpList['scope']['kind'];
const KINDS: readonly Kind[] = ['platform', 'role', 'user'];

@Component({
  selector: 'app-ip-list-page',
  imports: [TranslocoDirective, LinesField, SelectField, EditorPage],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="t(isNew() ? 'ipLists.new' : 'ipLists.one')"
      back="/ip-lists"
      [editor]="editor"
      [deletable]="true"
      (deleted)="delete()"
    >
      <ui-select-field [control]="scope.controls.kind" [label]="t('ipLists.scope')" [options]="kinds()" />
      @switch (scope.controls.kind.value) {
        @case ('role') {
          <ui-select-field [control]="scope.controls.role" [label]="t('users.role')" [options]="roles()" />
        }
        @case ('user') {
          <ui-select-field [control]="scope.controls.userId" [label]="t('users.one')" [options]="users.options()" />
        }
      }
      <ui-lines-field
        class="wide"
        [control]="form.controls.ranges"
        [label]="t('ipLists.ranges')"
        [hint]="t('ipLists.rangesHint')"
        [lines]="6"
      />
    </app-editor-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IpListPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly users = names<User>(
    '/users',
    ({ firstName, lastName, login }) => `${lastName} ${firstName} (${login})`,
  );
  protected readonly scope = new FormGroup({
    kind: new FormControl<Kind>('platform', { nonNullable: true }),
    role: new FormControl<Role>('agent', { nonNullable: true }),
    userId: new FormControl('', { nonNullable: true }),
  });
  protected readonly form = new FormGroup({
    scope: this.scope,
    ranges: new FormControl<string[]>([], { nonNullable: true }),
  });
  protected readonly kinds = () => this.vocabulary.options('ipLists.scopes', KINDS);
  protected readonly roles = () => this.vocabulary.options('roles', ROLE_NAMES);

  readonly editor = editor<IpList>({
    form: this.form,
    load: async () => (this.isNew() ? null : this.api.get<IpList>(`/ip-lists/${this.id()}`)),
    show: ({ scope, ranges }) => this.form.reset({ scope: { ...scope }, ranges }),
    save: (version) => {
      const body: SaveIpList = {
        scope: this.scopeOf(),
        ranges: this.form.controls.ranges.value,
        ...(version !== undefined && { version }),
      };
      return version === undefined
        ? this.api.post<IpList>('/ip-lists', body)
        : this.api.patch<IpList>(`/ip-lists/${this.id()}`, body);
    },
    saved: (_list, isNew) => {
      if (isNew) void this.router.navigateByUrl('/ip-lists');
    },
  });

  protected delete(): void {
    const kind = this.vocabulary.word('ipLists.scopes', this.scope.controls.kind.value);
    void this.deletion.of(`/ip-lists/${this.id()}`, { name: kind, form: this.form, back: '/ip-lists' });
  }

  private scopeOf(): SaveIpList['scope'] {
    const { kind, role, userId } = this.scope.getRawValue();
    if (kind === 'role') return { kind, role };
    return kind === 'user' ? { kind, userId } : { kind };
  }
}
