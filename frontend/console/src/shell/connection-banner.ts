import { ChangeDetectionStrategy, Component, effect, inject, signal } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import { Realtime } from '../platform/realtime/realtime';

/** A hiccup shorter than this is nobody's business. */
const PATIENCE_MS = 1500;

/** Says that what is on the screen is not fresh, until the line is back. */
@Component({
  selector: 'app-connection-banner',
  imports: [MatIconModule, TranslocoDirective],
  template: `@if (shown()) {
    <p role="status" *transloco="let t"><mat-icon svgIcon="wifi" aria-hidden="true" />{{ t('shell.reconnecting') }}</p>
  }`,
  styles: `
    p {
      display: flex;
      align-items: center;
      gap: 8px;
      margin-bottom: 12px;
      padding: 8px 12px;
      border-radius: 8px;
      font-weight: 600;
      color: var(--cc-warn);
      background: var(--cc-warn-container);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ConnectionBanner {
  protected readonly shown = signal(false);

  constructor() {
    const { state } = inject(Realtime);
    effect((onCleanup) => {
      if (state() !== 'lost') {
        this.shown.set(false);
        return;
      }
      const timer = setTimeout(() => this.shown.set(true), PATIENCE_MS);
      onCleanup(() => clearTimeout(timer));
    });
  }
}
