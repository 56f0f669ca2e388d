import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { Group, IssuedLink, PermissionSet, User } from '#contracts';
import { ask, SelectField, StatusChip, TextField, type Option } from '../../../../ui';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { names } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { Toasts } from '../../platform/look/toasts';
import { LinkDialog, type LinkPurpose } from './link-dialog';
import { createUserOf, showUser, updateUserOf, userForm } from './user-form';
import { ROLE_NAMES, STATE_TONES } from './users-page';

/** One user: who, which role, which rights, and the way in. */
@Component({
  selector: 'app-user-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    MatMenuModule,
    TranslocoDirective,
    SelectField,
    StatusChip,
    TextField,
    EditorPage,
    RouterLink,
  ],
  templateUrl: './user-page.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UserPage {
  /** From the address; `new` for a new one. */
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly dialog = inject(MatDialog);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly vocabulary = inject(Vocabulary);

  protected readonly mayManage = this.session.may('users.manage');
  protected readonly mayRoute = this.session.may('queues.view');
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly form = userForm();
  protected readonly tones = STATE_TONES;
  protected readonly groups = names<Group>('/groups', ({ name }) => name, this.session.may('groups.view'));
  protected readonly sets = names<PermissionSet>(
    '/permission-sets',
    ({ name }) => name,
    this.session.may('permissions.manage'),
  );

  readonly editor = editor<User>({
    form: this.form,
    load: () => (this.isNew() ? Promise.resolve(null) : this.api.get<User>(`/users/${this.id()}`)),
    show: (user) => this.show(user),
    save: (version) =>
      version === undefined
        ? this.api.post<User>('/users', createUserOf(this.form))
        : this.api.patch<User>(`/users/${this.id()}`, updateUserOf(this.form, version)),
    saved: (user, isNew) => {
      if (isNew) void this.created(user);
    },
  });
  protected readonly user = this.editor.entity;
  protected readonly roleOptions = (): Option<string>[] =>
    ROLE_NAMES.map((value) => ({
      value,
      label: this.vocabulary.word('roles', value),
      hint: this.vocabulary.word('roleHints', value),
    }));
  protected readonly languageOptions = () => this.vocabulary.options('languages', ['pl', 'en']);

  protected async issueLink(user: User, purpose: LinkPurpose): Promise<void> {
    await this.toasts.try(async () => {
      const link = await this.api.post<IssuedLink>(`/users/${user.id}/${purpose}`);
      this.dialog.open(LinkDialog, { data: { link, purpose, user }, width: '520px' });
    });
  }

  protected async setActive(user: User, active: boolean): Promise<void> {
    if (!active && !(await this.isSure(user))) return;
    const done = await this.toasts.try(
      () => this.api.post(`/users/${user.id}/${active ? 'activate' : 'deactivate'}`),
      'ui.saved',
    );
    if (done) await this.editor.load();
  }

  private async isSure({ firstName, lastName }: User): Promise<boolean> {
    const answer = await ask<'no' | 'yes'>(this.dialog, {
      title: this.transloco.translate('users.deactivateTitle', { name: `${firstName} ${lastName}` }),
      text: this.transloco.translate('users.deactivateText'),
      choices: [
        { answer: 'no', label: this.transloco.translate('ui.cancel') },
        { answer: 'yes', label: this.transloco.translate('users.deactivate'), danger: true },
      ],
    });
    return answer === 'yes';
  }

  private show(user: User): void {
    showUser(this.form, user);
    if (!this.mayManage) this.form.disable();
  }

  private async created(user: User): Promise<void> {
    await this.router.navigateByUrl(`/users/${user.id}`);
    await this.issueLink(user, 'activation-link');
  }
}
