import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { PROMPT_KINDS, type Prompt } from '#contracts';
import { Cell, FilterSelect, type ListColumn, type Option } from '../../../../ui';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';
import { languageName, PROMPT_LANGUAGES } from './prompt-languages';
import { PromptPlayer } from './prompt-player';

@Component({
  selector: 'app-prompts-page',
  imports: [TranslocoDirective, Cell, FilterSelect, SourceList, InstantPipe, PromptPlayer],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.prompts')"
      [newLink]="mayEdit ? '/prompts/new' : null"
      [newLabel]="t('prompts.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('prompts.empty')"
      [emptyHint]="t('prompts.emptyHint')"
    >
      <ng-container filters>
        <ui-filter-select
          [label]="t('prompts.kind')"
          [options]="kinds()"
          [value]="source.filter('kind')"
          (changed)="source.setFilter('kind', $event)"
        />
        <ui-filter-select
          [label]="t('prompts.language')"
          [options]="languages"
          [value]="source.filter('language')"
          (changed)="source.setFilter('language', $event)"
        />
      </ng-container>
      <ng-template uiCell="kind" [uiCellOf]="source.rows()" let-prompt>{{
        t('promptKinds.' + prompt.kind)
      }}</ng-template>
      <ng-template uiCell="languages" [uiCellOf]="source.rows()" let-prompt>
        <span>
          @for (variant of prompt.variants; track variant.language) {
            <span class="chip">{{ variant.language }}</span>
          } @empty {
            <span class="muted">{{ t('prompts.silent') }}</span>
          }
        </span>
      </ng-template>
      <ng-template uiCell="listen" [uiCellOf]="source.rows()" let-prompt>
        @if (firstSound(prompt); as variant) {
          <app-prompt-player
            [promptId]="prompt.id"
            [language]="variant.language"
            [revision]="variant.revision"
            [milliseconds]="variant.milliseconds"
            (click)="$event.stopPropagation(); $event.preventDefault()"
          />
        }
      </ng-template>
      <ng-template uiCell="updatedAt" [uiCellOf]="source.rows()" let-prompt>{{
        prompt.updatedAt | instant
      }}</ng-template>
    </app-source-list>
  `,
  styles: `
    .chip {
      display: inline-block;
      padding: 1px 8px;
      margin-inline-end: 4px;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: 999px;
      font-size: 0.85em;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PromptsPage {
  private readonly transloco = inject(TranslocoService);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly mayEdit = inject(Session).may('prompts.manage');
  protected kinds = () => this.vocabulary.options('promptKinds', PROMPT_KINDS);
  protected readonly languages: Option<string>[] = PROMPT_LANGUAGES.map((value) => ({
    value,
    label: languageName(value, this.transloco.getActiveLang()),
  }));
  protected readonly source = listSource<Prompt>({ path: '/prompts', sort: 'name', filters: ['kind', 'language'] });
  protected readonly columns: readonly ListColumn<Prompt>[] = [
    { key: 'name', label: 'prompts.name', sort: 'name', text: ({ name }) => name },
    { key: 'kind', label: 'prompts.kind' },
    { key: 'languages', label: 'prompts.languages' },
    { key: 'listen', label: 'prompts.listen' },
    { key: 'note', label: 'prompts.note', minor: true, text: ({ note }) => note },
    { key: 'updatedAt', label: 'prompts.updatedAt', sort: 'updatedAt', minor: true },
  ];

  protected link = ({ id }: Prompt): string => `/prompts/${id}`;

  protected firstSound({ variants }: Prompt) {
    return variants.find(({ milliseconds }) => milliseconds !== null) ?? null;
  }
}
