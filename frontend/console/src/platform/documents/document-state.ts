import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { StatusChip } from '../../../../ui';

/** Whether a document is in use, and whether its draft differs. */
@Component({
  selector: 'app-document-state',
  imports: [TranslocoDirective, StatusChip],
  template: `
    <ng-container *transloco="let t">
      @if (of().liveVersion === null) {
        <ui-status-chip tone="quiet">{{ t('documents.notPublished') }}</ui-status-chip>
      } @else if (of().changed) {
        <ui-status-chip tone="warn" icon="edit">{{ t('documents.draftChanged') }}</ui-status-chip>
      } @else {
        <ui-status-chip tone="ok" icon="check">{{
          t('documents.liveVersion', { number: of().liveVersion })
        }}</ui-status-chip>
      }
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DocumentState {
  readonly of = input.required<{ readonly liveVersion: number | null; readonly changed: boolean }>();
}
