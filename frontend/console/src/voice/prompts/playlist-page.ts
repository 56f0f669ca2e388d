import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Playlist, PromptName } from '#contracts';
import { OrderedPicker, TextField } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { names } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';

@Component({
  selector: 'app-playlist-page',
  imports: [TranslocoDirective, OrderedPicker, TextField, EditorPage],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="editor.entity()?.name ?? t('playlists.new')"
      back="/playlists"
      [editor]="editor"
      [readOnly]="!mayEdit"
      [deletable]="mayEdit"
      (deleted)="delete()"
    >
      <ui-text-field class="wide" [control]="form.controls.name" [label]="t('playlists.name')" />
      <ui-ordered-picker
        class="wide"
        [control]="form.controls.promptIds"
        [label]="t('playlists.order')"
        [options]="prompts.options()"
        [emptyText]="t('playlists.noPrompts')"
      />
      <p class="wide muted">{{ t('playlists.hint') }}</p>
    </app-editor-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlaylistPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  protected readonly mayEdit = inject(Session).may('prompts.manage');
  protected readonly prompts = names<PromptName>('/prompts/names', ({ name }) => name);
  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.maxLength(80)] }),
    promptIds: new FormControl<string[]>([], { nonNullable: true, validators: [Validators.required] }),
  });

  readonly editor = editor<Playlist>({
    form: this.form,
    load: async () => (this.id() === 'new' ? null : this.api.get<Playlist>(`/playlists/${this.id()}`)),
    show: (playlist) => this.form.reset(playlist),
    save: (version) => {
      const body = { ...this.form.getRawValue(), ...(version !== undefined && { version }) };
      return version === undefined
        ? this.api.post<Playlist>('/playlists', body)
        : this.api.patch<Playlist>(`/playlists/${this.id()}`, body);
    },
    saved: (_playlist, isNew) => {
      if (isNew) void this.router.navigateByUrl('/playlists');
    },
  });

  protected delete(): void {
    const name = this.editor.entity()?.name ?? '';
    void this.deletion.of(`/playlists/${this.id()}`, { name, form: this.form, back: '/playlists' });
  }
}
