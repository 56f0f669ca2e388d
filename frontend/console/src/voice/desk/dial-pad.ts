import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import { OnKey } from '../../platform/keys/on-key';
import { dialable, phoneText } from '../../platform/time/formats';
import { Desk } from './desk';
import { DigitPad } from './digit-pad';

/** Dials out. Typed and pasted numbers are formatted as they stand; letters and brackets are dropped. */
@Component({
  selector: 'app-dial-pad',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, OnKey, DigitPad],
  template: `
    <form novalidate *transloco="let t" (submit)="$event.preventDefault(); dial()">
      <div class="number" [class.roomy]="roomy()">
        <input
          #field
          type="tel"
          [value]="shown()"
          (input)="typed(field.value)"
          [placeholder]="t('desk.dialHint')"
          [attr.aria-label]="t('desk.dialHint')"
          autocomplete="off"
          appOnKey="O"
          [keyLabel]="t('desk.dialHint')"
        />
        @if (!roomy()) {
          <button
            matIconButton
            type="button"
            (click)="open.set(!open())"
            [attr.aria-expanded]="open()"
            [attr.aria-label]="t('actions.dtmf')"
          >
            <mat-icon svgIcon="dialpad" />
          </button>
        }
        <button matButton="filled" type="submit" [disabled]="number().length < 2 || dialing()">
          <mat-icon svgIcon="answer" />{{ t('desk.dial') }}
        </button>
      </div>
      @if (open() || roomy()) {
        <app-digit-pad (digit)="typed(number() + $event)" />
      }
    </form>
  `,
  styles: `
    .number {
      display: flex;
      align-items: center;
      gap: 6px;
    }
    input {
      flex: 1;
      min-width: 0;
      height: 40px;
      padding: 0 12px;
      border: 1px solid var(--cc-line-strong);
      border-radius: 8px;
      background: var(--cc-card);
      color: inherit;
      font: inherit;
      font-size: 16px;
      text-overflow: ellipsis;
      font-variant-numeric: tabular-nums;
    }
    input::placeholder {
      color: var(--cc-muted);
      font-size: 14px;
    }
    app-digit-pad {
      margin-top: 10px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DialPad {
  /** Nothing else is on the desk: the keys are always shown. */
  readonly roomy = input(false);
  private readonly desk = inject(Desk);
  protected readonly number = signal('');
  protected readonly shown = computed(() => phoneText(this.number()));
  protected readonly open = signal(false);
  protected readonly dialing = signal(false);

  protected typed(text: string): void {
    this.number.set(dialable(text));
  }

  protected async dial(): Promise<void> {
    if (this.number().length < 2) return;
    this.dialing.set(true);
    if (await this.desk.dial(this.number())) this.number.set('');
    this.dialing.set(false);
  }
}
