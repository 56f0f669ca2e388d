import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialogModule } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';
import { Keys } from './keys';

/** What each key does on the screen that is open now. */
@Component({
  selector: 'app-key-help',
  imports: [MatButtonModule, MatDialogModule, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <h2 mat-dialog-title>{{ t('keys.title') }}</h2>
      <mat-dialog-content>
        <p class="muted">{{ t('keys.hint') }}</p>
        <dl>
          @for (binding of bindings; track $index) {
            <div>
              <dt>{{ binding.label() }}</dt>
              <dd>
                <kbd>Alt</kbd> <kbd>{{ binding.key }}</kbd>
              </dd>
            </div>
          }
          <div>
            <dt>{{ t('keys.title') }}</dt>
            <dd><kbd>?</kbd></dd>
          </div>
        </dl>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton mat-dialog-close cdkFocusInitial>{{ t('ui.close') }}</button>
      </mat-dialog-actions>
    </ng-container>
  `,
  styles: `
    dl {
      margin: 12px 0 0;
    }
    dl div {
      display: flex;
      justify-content: space-between;
      gap: 32px;
      padding: 6px 0;
      border-bottom: 1px solid var(--cc-line);
    }
    dd {
      margin: 0;
      white-space: nowrap;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class KeyHelp {
  protected readonly bindings = inject(Keys).all();
}
