import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ScriptAnswer, ScriptField as Field } from '#contracts';

/** Options beyond this are a list to open instead of buttons to press. */
const MOST_BUTTONS = 6;

/** One answer to be given. */
@Component({
  selector: 'app-script-field',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      @let kind = field().kind;
      @let name = field().id;
      <div
        [attr.role]="chooses() ? (kind === 'many' ? 'group' : 'radiogroup') : null"
        [attr.aria-labelledby]="chooses() ? 'label-' + name : null"
      >
        <label [id]="'label-' + name" [attr.for]="chooses() ? null : 'script-' + name">
          {{ field().label }}
          @if (field().required) {
            <span class="required" [attr.aria-label]="t('scripts.required')">*</span>
          }
          @if (field().contact) {
            <small class="muted">{{ t('scripts.ofContact') }}</small>
          }
        </label>
        @if (chooses()) {
          <div class="choices">
            @for (option of options(); track option.value) {
              <label class="choice" [class.chosen]="isChosen(option.value)">
                <input
                  [type]="kind === 'many' ? 'checkbox' : 'radio'"
                  [name]="'script-' + name"
                  [checked]="isChosen(option.value)"
                  [disabled]="disabled()"
                  (change)="choose(option.value)"
                />
                {{ option.translated ? t(option.label) : option.label }}
              </label>
            }
          </div>
        } @else if (kind === 'choice') {
          <select #list [id]="'script-' + name" [disabled]="disabled()" (change)="changed.emit(list.value)">
            <option value="" [selected]="text() === ''"></option>
            @for (option of options(); track option.value) {
              <option [value]="option.value" [selected]="isChosen(option.value)">{{ option.label }}</option>
            }
          </select>
        } @else {
          <input
            #typed
            [id]="'script-' + name"
            [type]="kind === 'date' ? 'date' : 'text'"
            [attr.inputmode]="kind === 'number' ? 'decimal' : null"
            autocomplete="off"
            [value]="text()"
            [disabled]="disabled()"
            [attr.aria-invalid]="problem() ? true : null"
            [attr.aria-describedby]="problem() ? 'problem-' + name : null"
            (input)="changed.emit(typed.value)"
          />
        }
        @if (problem()) {
          <p class="problem" role="alert" [id]="'problem-' + name">{{ t('scripts.rules.' + problem()) }}</p>
        }
      </div>
    </ng-container>
  `,
  styleUrl: './script-field.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScriptField {
  readonly field = input.required<Field>();
  readonly answer = input<ScriptAnswer | undefined>();
  /** The rule that it breaks. */
  readonly problem = input<string | null>(null);
  readonly disabled = input(false);
  readonly changed = output<ScriptAnswer>();
  protected readonly text = computed(() => [this.answer() ?? ''].flat().join(', '));
  protected readonly options = computed(() => {
    const { kind, options } = this.field();
    if (kind !== 'yes-no') return options.map((value) => ({ value, label: value, translated: false }));
    return ['true', 'false'].map((value) => ({ value, label: `scripts.answers.${value}`, translated: true }));
  });
  protected readonly chooses = computed(() => {
    const { kind } = this.field();
    return kind === 'many' || kind === 'yes-no' || (kind === 'choice' && this.options().length <= MOST_BUTTONS);
  });

  protected isChosen(value: string): boolean {
    return [this.answer() ?? []].flat().includes(value);
  }

  protected choose(value: string): void {
    if (this.field().kind !== 'many') return this.changed.emit(value);
    const chosen = [this.answer() ?? []].flat();
    this.changed.emit(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  }
}
