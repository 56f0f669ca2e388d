import { ChangeDetectionStrategy, Component, output } from '@angular/core';

const KEYS = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
] as const;

/** Twelve keys; the keyboard's digits press them while the focus is inside. */
@Component({
  selector: 'app-digit-pad',
  template: `@for (key of keys; track key[0]) {
    <button type="button" (click)="digit.emit(key[0])">
      {{ key[0] }}<small aria-hidden="true">{{ key[1] }}</small>
    </button>
  }`,
  styles: `
    :host {
      display: grid;
      grid-template-columns: repeat(3, 1fr);
      gap: 6px;
    }
    button {
      display: flex;
      flex-direction: column;
      align-items: center;
      justify-content: center;
      height: 48px;
      border: 1px solid var(--cc-line);
      border-radius: 10px;
      background: var(--cc-card);
      color: inherit;
      font: inherit;
      font-size: 18px;
      font-weight: 600;
      line-height: 20px;
      cursor: pointer;
    }
    button:hover {
      background: var(--cc-hover);
    }
    small {
      font-size: 9px;
      line-height: 10px;
      font-weight: 500;
      letter-spacing: 0.08em;
      color: var(--cc-muted);
    }
  `,
  host: { '(keydown)': 'pressed($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DigitPad {
  readonly digit = output<string>();
  protected readonly keys = KEYS;

  protected pressed(event: KeyboardEvent): void {
    if (/^[\d*#]$/.test(event.key)) this.digit.emit(event.key);
  }
}
