import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import {
  BLACKLIST_CLASSES,
  BLACKLIST_DIRECTIONS,
  BLACKLIST_KINDS,
  type BlacklistDirection,
  type BlacklistEntry,
  type BlacklistKind,
  type SaveBlacklistEntry,
} from '#contracts';
import { SelectField, TextField } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { instantText, localText } from '../../platform/forms/local-time';
import { names, type Named } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';

@Component({
  selector: 'app-blacklist-entry-page',
  imports: [TranslocoDirective, SelectField, TextField, EditorPage],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="editor.entity()?.value ?? t('blacklist.new')"
      back="/blacklist"
      [editor]="editor"
      [deletable]="true"
      (deleted)="delete()"
    >
      <ui-select-field
        [control]="form.controls.kind"
        [label]="t('blacklist.kind')"
        [options]="words('blacklistKinds', kinds)"
      />
      @if (kind() === 'class') {
        <ui-select-field
          [control]="form.controls.value"
          [label]="t('blacklist.class')"
          [options]="words('blacklistClasses', classes)"
        />
      } @else {
        <ui-text-field
          [control]="form.controls.value"
          [label]="t(kind() === 'prefix' ? 'blacklist.prefix' : 'blacklist.number')"
          [hint]="t(kind() === 'prefix' ? 'blacklist.prefixHint' : 'blacklist.numberHint')"
          type="tel"
        />
      }
      <ui-select-field
        [control]="form.controls.direction"
        [label]="t('blacklist.direction')"
        [options]="words('blacklistDirections', directions)"
      />
      @if (maySeeCampaigns) {
        <ui-select-field
          [control]="form.controls.campaignIds"
          [label]="t('blacklist.campaigns')"
          [hint]="t('blacklist.campaignsHint')"
          [options]="campaigns.options()"
          [multiple]="true"
        />
      }
      <ui-text-field
        [control]="form.controls.expiresAt"
        [label]="t('blacklist.expiresAt')"
        [hint]="t('blacklist.expiresHint')"
        type="datetime-local"
      />
      <ui-text-field class="wide" [control]="form.controls.reason" [label]="t('blacklist.reason')" />
    </app-editor-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BlacklistEntryPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  protected readonly words = inject(Vocabulary).options;
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly kinds = BLACKLIST_KINDS;
  protected readonly classes = BLACKLIST_CLASSES;
  protected readonly directions = BLACKLIST_DIRECTIONS;
  protected readonly maySeeCampaigns = inject(Session).may('campaigns.view');
  protected readonly campaigns = names<Named>('/campaigns', ({ name }) => name, this.maySeeCampaigns);
  protected readonly kind = signal<BlacklistKind>('number');
  protected readonly form = new FormGroup({
    kind: new FormControl<BlacklistKind>('number', { nonNullable: true }),
    value: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    direction: new FormControl<BlacklistDirection>('both', { nonNullable: true }),
    /** None: the whole platform. */
    campaignIds: new FormControl<string[]>([], { nonNullable: true }),
    expiresAt: new FormControl('', { nonNullable: true }),
    reason: new FormControl('', { nonNullable: true, validators: [Validators.maxLength(300)] }),
  });

  readonly editor = editor<BlacklistEntry>({
    form: this.form,
    load: async () => (this.isNew() ? null : this.api.get<BlacklistEntry>(`/blacklist/${this.id()}`)),
    show: (entry) => {
      this.form.reset({ ...entry, expiresAt: localText(entry.expiresAt) });
      this.kind.set(entry.kind);
    },
    save: (version) => {
      const { expiresAt, ...value } = this.form.getRawValue();
      const body: SaveBlacklistEntry = {
        ...value,
        expiresAt: instantText(expiresAt),
        ...(version !== undefined && { version }),
      };
      return version === undefined
        ? this.api.post<BlacklistEntry>('/blacklist', body)
        : this.api.put<BlacklistEntry>(`/blacklist/${this.id()}`, body);
    },
    saved: (_entry, isNew) => {
      if (isNew) void this.router.navigateByUrl('/blacklist');
    },
  });

  constructor() {
    // Another kind has other values: a class is chosen, a number is typed.
    this.form.controls.kind.valueChanges.pipe(takeUntilDestroyed()).subscribe((kind) => {
      if (kind === this.kind()) return;
      this.form.controls.value.reset('');
      this.kind.set(kind);
    });
  }

  protected delete(): void {
    void this.deletion.of(`/blacklist/${this.id()}`, {
      name: this.editor.entity()?.value ?? '',
      form: this.form,
      back: '/blacklist',
    });
  }
}
