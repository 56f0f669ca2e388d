import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Group, PromptName, SaveVoicemailBox, Spoken, User, VoicemailBox } from '#contracts';
import { LinesField, SelectField, TextField, ToggleField, type Option } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { names } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { Language } from '../../platform/language/language';
import { Vocabulary } from '../../platform/language/vocabulary';
import { languageName, PROMPT_LANGUAGES } from '../prompts/prompt-languages';

const whole = (value: number, min: number, max: number) =>
  new FormControl(value, {
    nonNullable: true,
    validators: [Validators.required, Validators.min(min), Validators.max(max)],
  });
const ids = () => new FormControl<string[]>([], { nonNullable: true });

/** What callers hear at a box, how much they may say, and whose inbox it is. */
@Component({
  selector: 'app-voicemail-box-page',
  imports: [TranslocoDirective, EditorPage, LinesField, SelectField, TextField, ToggleField],
  templateUrl: './voicemail-box-page.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VoicemailBoxPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  private readonly vocabulary = inject(Vocabulary);
  private readonly language = inject(Language);
  private readonly users = names<User>('/users', ({ firstName, lastName }) => `${lastName} ${firstName}`);
  private readonly promptNames = names<PromptName>('/prompts/names', ({ name }) => name);
  protected readonly people = this.users.options;
  protected readonly groups = names<Group>('/groups', ({ name }) => name);
  protected readonly owners = computed<Option<string>[]>(() => [
    { value: '', label: this.vocabulary.word('voicemailBoxes', 'nobody') },
    ...this.users.options(),
  ]);
  protected readonly prompts = computed<Option<string>[]>(() => [
    { value: '', label: this.vocabulary.word('voicemailBoxes', 'ownText') },
    ...this.promptNames.options(),
  ]);
  protected readonly languages = (): Option<string>[] =>
    PROMPT_LANGUAGES.map((value) => ({ value, label: languageName(value, this.language.current()) }));

  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.maxLength(80)] }),
    ownerId: new FormControl('', { nonNullable: true }),
    language: new FormControl('pl', { nonNullable: true }),
    promptId: new FormControl('', { nonNullable: true }),
    text: new FormControl('', { nonNullable: true, validators: [Validators.maxLength(2000)] }),
    minimumSeconds: whole(2, 0, 60),
    maximumSeconds: whole(120, 5, 600),
    retentionDays: new FormControl<number | null>(90, [Validators.min(1), Validators.max(3650)]),
    userIds: ids(),
    groupIds: ids(),
    emails: ids(),
    attachSound: new FormControl(false, { nonNullable: true }),
  });

  readonly editor = editor<VoicemailBox>({
    form: this.form,
    load: async () => (this.id() === 'new' ? null : this.api.get<VoicemailBox>(`/voicemail/boxes/${this.id()}`)),
    show: ({ greeting, ownerId, ...box }) =>
      this.form.reset({
        ...box,
        ownerId: ownerId ?? '',
        promptId: greeting?.kind === 'prompt' ? greeting.promptId : '',
        text: greeting?.kind === 'text' ? greeting.template : '',
      }),
    save: (version) => {
      const body = { ...this.settings(), ...(version !== undefined && { version }) };
      return version === undefined
        ? this.api.post<VoicemailBox>('/voicemail/boxes', body)
        : this.api.put<VoicemailBox>(`/voicemail/boxes/${this.id()}`, body);
    },
    saved: (_box, isNew) => {
      if (isNew) void this.router.navigateByUrl('/voicemail-boxes');
    },
  });

  protected delete(): void {
    const name = this.editor.entity()?.name ?? '';
    void this.deletion.of(`/voicemail/boxes/${this.id()}`, { name, form: this.form, back: '/voicemail-boxes' });
  }

  private settings(): SaveVoicemailBox {
    const { promptId, text, ownerId, retentionDays, ...rest } = this.form.getRawValue();
    const said: Spoken | null = text.trim() === '' ? null : { kind: 'text', template: text.trim() };
    return {
      ...rest,
      ownerId: ownerId || null,
      retentionDays: typeof retentionDays === 'number' ? retentionDays : null,
      greeting: promptId ? { kind: 'prompt', promptId } : said,
    };
  }
}
