import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, Validators, type ValidatorFn } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { ARCHIVE_KINDS, type ArchiveTarget, type SaveArchiveTarget } from '#contracts';
import { SelectField, TextField, ToggleField, type Option } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';
import { Vocabulary } from '../../platform/language/vocabulary';

const DIRECTIONS = ['any', 'inbound', 'outbound'] as const;

/** One external resource: where it is, how to sign in there, and which recordings it gets. */
@Component({
  selector: 'app-archive-page',
  imports: [TranslocoDirective, SelectField, TextField, ToggleField, EditorPage],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="editor.entity()?.name ?? t('archives.new')"
      back="/archives"
      [editor]="editor"
      [deletable]="true"
      (deleted)="delete()"
    >
      <ui-text-field [control]="form.controls.name" [label]="t('archives.name')" />
      <ui-select-field [control]="form.controls.kind" [label]="t('archives.kind')" [options]="kinds()" />
      @if (kind() === 'sftp') {
        <ui-text-field [control]="form.controls.host" [label]="t('archives.host')" />
        <ui-text-field [control]="form.controls.port" [label]="t('archives.port')" type="number" />
        <ui-text-field [control]="form.controls.username" [label]="t('archives.username')" />
        <ui-text-field
          [control]="form.controls.password"
          [label]="t('archives.password')"
          [hint]="t(editor.entity()?.hasSecret ? 'archives.secretKept' : 'archives.passwordHint')"
          type="password"
        />
        <ui-text-field
          class="wide"
          [control]="form.controls.privateKey"
          [label]="t('archives.privateKey')"
          [hint]="t('archives.privateKeyHint')"
          [lines]="4"
        />
        @if (editor.entity()?.hostKey; as key) {
          <ui-toggle-field
            class="wide"
            [control]="form.controls.forgetHostKey"
            [label]="t('archives.forgetHostKey')"
            [hint]="key"
          />
        }
      }
      <ui-text-field
        class="wide"
        [control]="form.controls.path"
        [label]="t('archives.path')"
        [hint]="t(kind() === 'sftp' ? 'archives.pathHintSftp' : 'archives.pathHint')"
      />
      <h2>{{ t('archives.rules') }}</h2>
      <ui-select-field
        [control]="form.controls.queueIds"
        [label]="t('archives.queues')"
        [hint]="t('archives.queuesHint')"
        [options]="queues()"
        [multiple]="true"
      />
      <ui-select-field [control]="form.controls.direction" [label]="t('calls.direction')" [options]="directions()" />
      <ui-text-field [control]="form.controls.minSeconds" [label]="t('archives.minSeconds')" type="number" suffix="s" />
      <ui-toggle-field [control]="form.controls.active" [label]="t('archives.active')" />
    </app-editor-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ArchivePage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  private readonly words = inject(Vocabulary).options;
  private readonly isNew = computed(() => this.id() === 'new');
  protected readonly kind = signal<ArchiveTarget['kind']>('sftp');
  protected readonly form = new FormGroup({
    name: text([Validators.required, Validators.maxLength(80)]),
    kind: new FormControl<ArchiveTarget['kind']>('sftp', { nonNullable: true }),
    host: text([Validators.maxLength(255)]),
    port: number(22, 1, 65_535),
    username: text([Validators.maxLength(100)]),
    password: text(),
    privateKey: text(),
    forgetHostKey: new FormControl(false, { nonNullable: true }),
    path: text([Validators.required, Validators.maxLength(400)]),
    queueIds: new FormControl<string[]>([], { nonNullable: true }),
    direction: new FormControl<ArchiveTarget['direction']>('any', { nonNullable: true }),
    minSeconds: number(0, 0, 86_400),
    active: new FormControl(true, { nonNullable: true }),
  });

  readonly editor = editor<ArchiveTarget>({
    form: this.form,
    load: async () => (this.isNew() ? null : this.api.get<ArchiveTarget>(`/recording-archives/${this.id()}`)),
    show: (target) => {
      this.form.reset({ ...target, password: '', privateKey: '', forgetHostKey: false });
      this.kind.set(target.kind);
    },
    save: (version) => {
      const body: SaveArchiveTarget = { ...this.form.getRawValue(), ...(version !== undefined && { version }) };
      return version === undefined
        ? this.api.post<ArchiveTarget>('/recording-archives', body)
        : this.api.put<ArchiveTarget>(`/recording-archives/${this.id()}`, body);
    },
    saved: () => void this.router.navigateByUrl('/archives'),
  });

  private readonly queueNames = resource({
    loader: () => this.api.all<{ id: string; name: string }>('/queues/names'),
  });
  protected readonly queues = computed<Option<string>[]>(() =>
    (this.queueNames.hasValue() ? this.queueNames.value() : []).map(({ id, name }) => ({ value: id, label: name })),
  );
  protected readonly kinds = () => this.words('archives.kinds', ARCHIVE_KINDS);
  protected readonly directions = () => this.words('archives.directions', DIRECTIONS);

  constructor() {
    this.form.controls.kind.valueChanges.pipe(takeUntilDestroyed()).subscribe((kind) => this.kind.set(kind));
  }

  protected delete(): void {
    const name = this.editor.entity()?.name ?? '';
    void this.deletion.of(`/recording-archives/${this.id()}`, { name, form: this.form, back: '/archives' });
  }
}

function text(validators: ValidatorFn[] = []) {
  return new FormControl('', { nonNullable: true, validators });
}

function number(value: number, min: number, max: number) {
  const validators = [Validators.required, Validators.min(min), Validators.max(max)];
  return new FormControl(value, { nonNullable: true, validators });
}
