import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';
import type { OwnGreeting as Greeting, Spoken } from '#contracts';
import { SelectField, TextField, type Option } from '../../../../ui';
import { editor } from '../../platform/forms/editor';
import { Api } from '../../platform/http/api';
import { Language } from '../../platform/language/language';
import { languageName, PROMPT_LANGUAGES } from '../prompts/prompt-languages';

/** What callers hear at one's own voicemail box. */
@Component({
  selector: 'app-own-greeting',
  imports: [MatButtonModule, TranslocoDirective, SelectField, TextField],
  template: `
    <section class="card" *transloco="let t" [attr.aria-label]="t('ownGreeting.title')">
      <h2>{{ t('ownGreeting.title') }}</h2>
      @if (editor.state() === 'ready') {
        <form novalidate (submit)="$event.preventDefault(); editor.save()">
          <ui-text-field
            [control]="form.controls.text"
            [label]="t('ownGreeting.text')"
            [hint]="t(editor.entity()?.greeting?.kind === 'prompt' ? 'ownGreeting.isPrompt' : 'ownGreeting.textHint')"
            [lines]="3"
          />
          <ui-select-field
            [control]="form.controls.language"
            [label]="t('voicemailBoxes.language')"
            [options]="languages()"
          />
          @if (editor.problem()) {
            <p role="alert">{{ editor.problem() }}</p>
          }
          <button matButton="filled" type="submit" [disabled]="editor.saving()">{{ t('ownGreeting.save') }}</button>
        </form>
      } @else if (editor.problem()) {
        <p role="alert">{{ editor.problem() }}</p>
      }
    </section>
  `,
  styles: `
    section {
      padding: 16px;
    }
    form {
      display: grid;
      gap: 12px;
      justify-items: start;
      margin-top: 12px;
    }
    ui-text-field,
    ui-select-field {
      width: 100%;
    }
    p {
      margin: 0;
      color: var(--cc-bad);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OwnGreeting {
  private readonly api = inject(Api);
  private readonly language = inject(Language);
  protected readonly form = new FormGroup({
    text: new FormControl('', { nonNullable: true, validators: [Validators.maxLength(2000)] }),
    language: new FormControl('pl', { nonNullable: true }),
  });
  protected readonly languages = (): Option<string>[] =>
    PROMPT_LANGUAGES.map((value) => ({ value, label: languageName(value, this.language.current()) }));

  readonly editor = editor<Greeting>({
    form: this.form,
    load: () => this.api.get<Greeting>('/voicemail/boxes/mine'),
    show: ({ greeting, language }) =>
      this.form.reset({ text: greeting?.kind === 'text' ? greeting.template : '', language }),
    save: (version = 0) => {
      const { text, language } = this.form.getRawValue();
      return this.api.put<Greeting>('/voicemail/boxes/mine', { greeting: this.said(text.trim()), language, version });
    },
  });

  /** A prompt that somebody chose for the box stays until something is written here. */
  private said(text: string): Spoken | null {
    if (text !== '') return { kind: 'text', template: text };
    const before = this.editor.entity()?.greeting ?? null;
    return before?.kind === 'prompt' ? before : null;
  }
}
