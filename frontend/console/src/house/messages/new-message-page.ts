import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { ActivatedRoute, Router } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { MESSAGE_KINDS, ROLES, type Group, type MessageKind, type SendMessage, type User } from '#contracts';
import { SelectField, TextField, ToggleField } from '../../../../ui';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { instantText } from '../../platform/forms/local-time';
import { names } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';

/** A message to people, groups or roles; an update or a maintenance notice from those who may announce. */
@Component({
  selector: 'app-new-message-page',
  imports: [TranslocoDirective, SelectField, TextField, ToggleField, EditorPage],
  template: `
    <app-editor-page *transloco="let t" [title]="t('messages.new')" back="/messages" [editor]="editor">
      @if (mayAnnounce) {
        <ui-select-field
          class="wide"
          [control]="form.controls.kind"
          [label]="t('messages.kind')"
          [options]="words('messageKinds', kinds)"
        />
      }
      <ui-text-field class="wide" [control]="form.controls.title" [label]="t('messages.title')" />
      <ui-text-field class="wide" [control]="form.controls.body" [label]="t('messages.body')" [lines]="4" />
      @if (mayAnnounce) {
        <ui-toggle-field class="wide" [control]="form.controls.everybody" [label]="t('messages.everybody')" />
      }
      @if (!everybody()) {
        <ui-select-field
          [control]="form.controls.userIds"
          [label]="t('messages.people')"
          [options]="users.options()"
          [multiple]="true"
        />
        <ui-select-field
          [control]="form.controls.groupIds"
          [label]="t('messages.groups')"
          [options]="groups.options()"
          [multiple]="true"
        />
        @if (mayAnnounce) {
          <ui-select-field
            [control]="form.controls.roles"
            [label]="t('messages.roles')"
            [options]="words('roles', roles)"
            [multiple]="true"
          />
        }
      }
      @if (kind() === 'maintenance') {
        <ui-text-field [control]="form.controls.startsAt" [label]="t('messages.startsAt')" type="datetime-local" />
        <ui-text-field [control]="form.controls.endsAt" [label]="t('messages.endsAt')" type="datetime-local" />
      }
    </app-editor-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NewMessagePage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly transloco = inject(TranslocoService);
  private readonly addressee = inject(ActivatedRoute).snapshot.queryParamMap.get('userId');
  protected readonly mayAnnounce = this.session.may('messages.announce');
  protected readonly kinds = MESSAGE_KINDS;
  protected readonly roles = ROLES;
  protected readonly kind = signal<MessageKind>('message');
  protected readonly everybody = signal(false);
  protected readonly users = names<User>(
    '/users',
    ({ firstName, lastName }) => `${lastName} ${firstName}`,
    this.session.may('users.view'),
  );
  protected readonly groups = names<Group>('/groups', ({ name }) => name, this.session.may('groups.view'));
  protected readonly form = new FormGroup({
    kind: new FormControl<MessageKind>('message', { nonNullable: true }),
    title: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.maxLength(120)] }),
    body: new FormControl('', { nonNullable: true, validators: [Validators.maxLength(4000)] }),
    everybody: new FormControl(false, { nonNullable: true }),
    userIds: new FormControl<string[]>(this.addressee ? [this.addressee] : [], { nonNullable: true }),
    groupIds: new FormControl<string[]>([], { nonNullable: true }),
    roles: new FormControl<(typeof ROLES)[number][]>([], { nonNullable: true }),
    startsAt: new FormControl('', { nonNullable: true }),
    endsAt: new FormControl('', { nonNullable: true }),
  });

  readonly editor = editor<{ id: string; version: number }>({
    form: this.form,
    load: () => Promise.resolve(null),
    show: () => undefined,
    save: async () => ({ ...(await this.api.post<{ id: string }>('/messages', this.message())), version: 1 }),
    saved: () => void this.router.navigateByUrl('/messages/sent'),
  });

  constructor() {
    this.form.controls.kind.valueChanges.pipe(takeUntilDestroyed()).subscribe((kind) => this.kind.set(kind));
    this.form.controls.everybody.valueChanges.pipe(takeUntilDestroyed()).subscribe((all) => this.everybody.set(all));
  }

  protected words(family: string, values: readonly string[]) {
    return values.map((value) => ({ value, label: this.transloco.translate<string>(`${family}.${value}`) }));
  }

  private message(): SendMessage {
    const { kind, title, body, everybody, userIds, groupIds, roles, startsAt, endsAt } = this.form.getRawValue();
    const isMaintenance = kind === 'maintenance';
    return {
      kind,
      title,
      body,
      to: everybody ? { everybody } : { userIds, groupIds, roles },
      startsAt: isMaintenance ? instantText(startsAt) : null,
      endsAt: isMaintenance ? instantText(endsAt) : null,
    };
  }
}
