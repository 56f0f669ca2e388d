import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { FlowNodeOf } from '#contracts';
import { PlainSelect } from './plain-select';
import { PlainText } from './plain-text';

type MenuOption = FlowNodeOf<'menu'>['options'][number];
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'];

/** Keys of a menu and what they stand for; each is a branch. */
@Component({
  selector: 'app-options-field',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, PlainSelect, PlainText],
  template: `
    <ng-container *transloco="let t">
      <h3>{{ t('ivr.options') }}</h3>
      @for (option of value(); track $index; let at = $index) {
        <div class="row">
          <app-plain-select
            class="key"
            bare
            [label]="t('ivr.key')"
            [value]="option.digit"
            [options]="keysFor(option.digit)"
            [disabled]="disabled()"
            (changed)="put(at, { digit: $event })"
          />
          <app-plain-text
            class="grow"
            bare
            [label]="t('ivr.optionName')"
            [placeholder]="t('ivr.optionName')"
            [value]="option.name"
            [disabled]="disabled()"
            (changed)="put(at, { name: $event })"
          />
          @if (!disabled()) {
            <button
              matIconButton
              type="button"
              (click)="remove(at)"
              [attr.aria-label]="t('ivr.removeOption', { key: option.digit })"
            >
              <mat-icon svgIcon="clear" />
            </button>
          }
        </div>
      }
      @if (!disabled() && free()[0]; as next) {
        <button matButton type="button" (click)="changed.emit([...value(), { digit: next, name: '' }])">
          <mat-icon svgIcon="add" />{{ t('ivr.addOption') }}
        </button>
      }
    </ng-container>
  `,
  styleUrl: './rows.scss',
  styles: `
    .key {
      flex: none;
      width: 64px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OptionsField {
  readonly value = input.required<readonly MenuOption[]>();
  readonly disabled = input(false);
  readonly changed = output<MenuOption[]>();
  protected readonly free = computed(() => KEYS.filter((key) => !this.value().some(({ digit }) => digit === key)));

  /** Its own key and those that no other option has. */
  protected keysFor(own: string) {
    return KEYS.filter((key) => key === own || this.free().includes(key)).map((key) => ({ value: key, label: key }));
  }

  protected put(at: number, change: Partial<MenuOption>): void {
    this.changed.emit(this.value().map((option, place) => (place === at ? { ...option, ...change } : option)));
  }

  protected remove(at: number): void {
    this.changed.emit(this.value().filter((_, place) => place !== at));
  }
}
