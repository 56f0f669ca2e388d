import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';

/** Something could not be loaded: what the server said, and a way to try again. */
@Component({
  selector: 'ui-error-state',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <mat-icon svgIcon="error" aria-hidden="true" />
      <p>{{ message() }}</p>
      <button matButton="outlined" (click)="retry.emit()"><mat-icon svgIcon="refresh" />{{ t('ui.retry') }}</button>
    </ng-container>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      align-items: center;
      gap: 12px;
      padding: 32px 16px;
      text-align: center;
    }
    :host > mat-icon {
      width: 36px;
      height: 36px;
      color: var(--cc-bad);
    }
  `,
  host: { role: 'alert' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ErrorState {
  readonly message = input.required<string>();
  readonly retry = output();
}
