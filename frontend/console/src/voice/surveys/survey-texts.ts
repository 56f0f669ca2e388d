import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { followControl, SelectField, TextField, type Option } from '../../../../ui';
import type { Names } from '../../platform/forms/names';
import type { SpokenGroup, TextsGroup } from './survey-form';

/** What is said, once for each language of the survey: a prompt, or a text that is turned into speech. */
@Component({
  selector: 'app-survey-texts',
  imports: [TranslocoDirective, SelectField, TextField],
  template: `
    <ng-container *transloco="let t">
      @for (each of spoken(); track each.language) {
        <div class="text">
          @if (each.group.controls.promptId.value === '') {
            <ui-text-field
              [control]="each.group.controls.template"
              [label]="label() + (several() ? ' · ' + each.name : '')"
              [lines]="2"
            />
          }
          <ui-select-field
            class="prompt"
            [control]="each.group.controls.promptId"
            [label]="t('surveys.sound') + (several() ? ' · ' + each.name : '')"
            [options]="sounds()"
          />
        </div>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      grid-column: 1 / -1;
      gap: 4px;
    }
    .text {
      display: grid;
      grid-template-columns: minmax(0, 3fr) minmax(160px, 1fr);
      gap: 0 12px;
      align-items: start;
    }
    .prompt:only-child {
      grid-column: 1 / -1;
    }
    @media (max-width: 700px) {
      .text {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SurveyTexts {
  readonly texts = input.required<TextsGroup>();
  readonly languages = input.required<readonly string[]>();
  readonly label = input.required<string>();
  readonly prompts = input.required<Names>();
  private readonly transloco = inject(TranslocoService);
  protected readonly several = computed(() => this.languages().length > 1);
  protected readonly spoken = computed(() => {
    const groups = this.texts().controls as Record<string, SpokenGroup>;
    const inWords = new Intl.DisplayNames([this.transloco.getActiveLang()], { type: 'language' });
    return this.languages().flatMap((language) => {
      const group = groups[language];
      return group ? [{ language, group, name: inWords.of(language) ?? language }] : [];
    });
  });
  protected readonly sounds = computed((): Option<string>[] => [
    { value: '', label: this.transloco.translate('surveys.spokenText') },
    ...this.prompts().options(),
  ]);

  constructor() {
    followControl(this.texts);
  }
}
