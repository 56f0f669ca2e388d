import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { PROMPT_KINDS, type Prompt, type PromptKind, type PromptUse, type Speech } from '#contracts';
import { FilterSelect, SelectField, TextField, type Option } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { inUsualOrder, languageName, PROMPT_LANGUAGES } from './prompt-languages';
import { PromptVariantCard } from './prompt-variant-card';

@Component({
  selector: 'app-prompt-page',
  imports: [TranslocoDirective, FilterSelect, SelectField, TextField, EditorPage, PromptVariantCard],
  template: `
    <ng-container *transloco="let t">
      <app-editor-page
        [title]="editor.entity()?.name ?? t('prompts.new')"
        back="/prompts"
        [editor]="editor"
        [readOnly]="!mayEdit"
        [deletable]="mayEdit"
        (deleted)="delete()"
      >
        <ui-text-field [control]="form.controls.name" [label]="t('prompts.name')" />
        <ui-select-field [control]="form.controls.kind" [label]="t('prompts.kind')" [options]="kinds()" />
        <ui-text-field class="wide" [control]="form.controls.note" [label]="t('prompts.note')" />
      </app-editor-page>

      @if (editor.entity(); as prompt) {
        <section>
          <div class="top">
            <h2>{{ t('prompts.languages') }}</h2>
            @if (mayEdit) {
              <ui-filter-select
                [label]="t('prompts.addLanguage')"
                [options]="further()"
                [value]="null"
                (changed)="add($event)"
              />
            }
          </div>
          <div class="variants">
            @for (language of languages(); track language) {
              <app-prompt-variant-card
                class="card"
                [promptId]="prompt.id"
                [language]="language"
                [variant]="variantOf(language)"
                [speech]="speech.hasValue() ? speech.value() : null"
                [readOnly]="!mayEdit"
                (changed)="show($event)"
              />
            }
          </div>
          @if (uses.hasValue() && uses.value().length > 0) {
            <p class="muted">{{ t('prompts.usedBy') }}: {{ usedBy() }}</p>
          }
        </section>
      } @else if (editor.state() === 'ready') {
        <p class="first muted">{{ t('prompts.firstSave') }}</p>
      }
    </ng-container>
  `,
  styles: `
    section {
      margin-block-start: 24px;
    }
    .first {
      margin: 16px 20px;
    }
    .top {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 12px;
      margin-block-end: 12px;
    }
    h2 {
      margin: 0;
      font-size: 1.1rem;
    }
    .variants {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 440px), 1fr));
      gap: 16px;
      align-items: start;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PromptPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  private readonly transloco = inject(TranslocoService);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly mayEdit = inject(Session).may('prompts.manage');
  protected readonly speech = resource({ loader: () => this.api.get<Speech>('/speech') });
  protected readonly uses = resource({
    params: () => (this.id() === 'new' ? undefined : this.id()),
    loader: ({ params }) => this.api.get<PromptUse[]>(`/prompts/${params}/uses`),
  });
  protected readonly usedBy = computed(() =>
    (this.uses.hasValue() ? this.uses.value() : []).map(({ name }) => name).join(', '),
  );
  protected kinds = () => this.vocabulary.options('promptKinds', PROMPT_KINDS);
  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.maxLength(80)] }),
    kind: new FormControl<PromptKind>('announcement', { nonNullable: true }),
    note: new FormControl('', { nonNullable: true, validators: [Validators.maxLength(500)] }),
  });

  readonly editor = editor<Prompt>({
    form: this.form,
    load: async () => (this.id() === 'new' ? null : this.api.get<Prompt>(`/prompts/${this.id()}`)),
    show: (prompt) => this.form.reset(prompt),
    save: (version) => {
      const body = { ...this.form.getRawValue(), ...(version !== undefined && { version }) };
      return version === undefined
        ? this.api.post<Prompt>('/prompts', body)
        : this.api.patch<Prompt>(`/prompts/${this.id()}`, body);
    },
    saved: ({ id }, isNew) => {
      if (isNew) void this.router.navigateByUrl(`/prompts/${id}`);
    },
  });

  /** Languages that were chosen on this page and say nothing yet. */
  private readonly added = signal<readonly string[]>([]);
  protected readonly languages = computed(() => {
    const there = (this.editor.entity()?.variants ?? []).map(({ language }) => language);
    const own = there.length === 0 && this.added().length === 0 ? ['pl'] : [];
    return inUsualOrder([...new Set([...there, ...own, ...this.added()])]);
  });
  protected readonly further = computed((): Option<string>[] => {
    const spoken = this.speech.hasValue() ? this.speech.value().voices.map(({ language }) => language) : [];
    const others = spoken.filter((language) => /^[a-z]{2}$/.test(language)).sort();
    const all = [...new Set([...PROMPT_LANGUAGES, ...others])].filter((code) => !this.languages().includes(code));
    return all.map((value) => ({ value, label: languageName(value, this.transloco.getActiveLang()) }));
  });

  protected variantOf(language: string) {
    return this.editor.entity()?.variants.find((variant) => variant.language === language) ?? null;
  }

  protected add(language: string | null): void {
    if (language) this.added.update((languages) => [...languages, language]);
  }

  /** What is being typed above stays; only what the card has changed is shown. */
  protected show(prompt: Prompt): void {
    this.editor.entity.set(prompt);
  }

  protected delete(): void {
    const name = this.editor.entity()?.name ?? '';
    void this.deletion.of(`/prompts/${this.id()}`, { name, form: this.form, back: '/prompts' });
  }
}
