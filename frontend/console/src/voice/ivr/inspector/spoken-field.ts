import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Spoken } from '#contracts';
import type { Option } from '../../../../../ui';
import { FlowVariables } from '../flow-variables';
import { FlowWords } from '../flow-words';
import { PlainSelect } from './plain-select';
import { PlainText } from './plain-text';

/** What the caller hears, one after another: prompts of the library, and texts that are turned into speech. */
@Component({
  selector: 'app-spoken-field',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, PlainSelect, PlainText],
  template: `
    <ng-container *transloco="let t">
      <h3>{{ label() }}</h3>
      @for (spoken of value(); track $index; let at = $index) {
        <div class="box">
          <div class="row">
            <mat-icon [svgIcon]="spoken.kind === 'text' ? 'text' : 'speaker'" aria-hidden="true" />
            @if (spoken.kind === 'prompt') {
              <app-plain-select
                class="grow"
                bare
                [label]="t('ivr.prompt')"
                [value]="spoken.promptId"
                [options]="words.prompts.options()"
                [empty]="spoken.promptId ? null : t('ivr.choosePrompt')"
                [disabled]="disabled()"
                (changed)="put(at, { kind: 'prompt', promptId: $event })"
              />
            } @else {
              <app-plain-text
                class="grow"
                bare
                [label]="t('ivr.text')"
                [value]="spoken.template"
                [placeholder]="t('ivr.textPlaceholder')"
                [lines]="3"
                [disabled]="disabled()"
                (changed)="put(at, { kind: 'text', template: $event })"
              />
            }
            @if (!disabled()) {
              <button matIconButton type="button" (click)="remove(at)" [attr.aria-label]="t('ivr.removePrompt')">
                <mat-icon svgIcon="clear" />
              </button>
            }
          </div>
          @if (spoken.kind === 'text' && !disabled()) {
            <app-plain-select
              bare
              [label]="t('ivr.insertVariable')"
              [value]="''"
              [options]="variableOptions()"
              [empty]="t('ivr.insertVariable')"
              (changed)="insert(at, spoken.template, $event)"
            />
          }
        </div>
      } @empty {
        <p class="none">{{ empty() }}</p>
      }
      @if (!disabled()) {
        <button matButton type="button" (click)="add({ kind: 'text', template: '' })">
          <mat-icon svgIcon="text" />{{ t('ivr.addText') }}
        </button>
        @if (words.prompts.all()[0]; as first) {
          <button matButton type="button" (click)="add({ kind: 'prompt', promptId: first.id })">
            <mat-icon svgIcon="speaker" />{{ t('ivr.addPrompt') }}
          </button>
        }
      }
    </ng-container>
  `,
  styleUrl: './rows.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SpokenField {
  readonly label = input.required<string>();
  readonly value = input.required<readonly Spoken[]>();
  readonly empty = input('');
  readonly disabled = input(false);
  readonly changed = output<Spoken[]>();
  protected readonly words = inject(FlowWords);
  private readonly variables = inject(FlowVariables);
  protected readonly variableOptions = computed(() =>
    this.variables.all().map((value): Option<string> => ({ value, label: value })),
  );

  protected add(spoken: Spoken): void {
    this.changed.emit([...this.value(), spoken]);
  }

  protected put(at: number, spoken: Spoken): void {
    this.changed.emit(this.value().map((each, place) => (place === at ? { ...each, ...spoken } : each)));
  }

  protected remove(at: number): void {
    this.changed.emit(this.value().filter((_, place) => place !== at));
  }

  protected insert(at: number, template: string, variable: string): void {
    const gap = template === '' || template.endsWith(' ') ? '' : ' ';
    if (variable) this.put(at, { kind: 'text', template: `${template}${gap}{{ ${variable} }}` });
  }
}
