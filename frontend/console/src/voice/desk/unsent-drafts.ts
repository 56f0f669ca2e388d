import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import { Toasts } from '../../platform/look/toasts';
import { Desk } from './desk';
import { Drafts } from './drafts';

/** Classifications of calls that have left the desk before they reached the server: send or discard. */
@Component({
  selector: 'app-unsent-drafts',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      @for (draft of unsent(); track draft.callId) {
        <p class="card">
          <mat-icon svgIcon="note" aria-hidden="true" />
          <span
            ><strong>{{ t('classification.unsent', { party: draft.party }) }}</strong> {{ draft.note }}</span
          >
          <button matButton (click)="drafts.drop(draft.callId)">{{ t('classification.discard') }}</button>
          @if (draft.classifierId) {
            <button matButton="tonal" (click)="send(draft.callId)">{{ t('classification.send') }}</button>
          }
        </p>
      }
    </ng-container>
  `,
  styles: `
    p {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
      margin-bottom: 12px;
      padding: 8px 12px;
    }
    span {
      flex: 1 1 200px;
    }
    mat-icon {
      color: var(--cc-warn);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UnsentDrafts {
  private readonly desk = inject(Desk);
  private readonly toasts = inject(Toasts);
  protected readonly drafts = inject(Drafts);
  protected readonly unsent = computed(() => {
    if (!this.desk.loaded()) return [];
    const onDesk = new Set(this.desk.calls().map(({ id }) => id));
    return this.drafts.all().filter(({ callId }) => !onDesk.has(callId));
  });

  protected send(callId: string): void {
    void this.toasts.try(() => this.drafts.send(callId), 'classification.saved');
  }
}
