import { JsonPipe } from '@angular/common';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';
import type { AuditEntry } from '#contracts';
import { Vocabulary } from '../../platform/language/vocabulary';
import { InstantPipe } from '../../platform/time/format-pipes';

/** Everything that one journal entry holds. */
@Component({
  selector: 'app-audit-dialog',
  imports: [JsonPipe, MatButtonModule, MatDialogModule, TranslocoDirective, InstantPipe],
  template: `
    <ng-container *transloco="let t">
      <h2 mat-dialog-title>{{ vocabulary.word('auditTypes', entry.type) }}</h2>
      <mat-dialog-content>
        <dl>
          <div>
            <dt>{{ t('audit.at') }}</dt>
            <dd>
              <time>{{ entry.at | instant: 'exact' }}</time>
            </dd>
          </div>
          <div>
            <dt>{{ t('audit.actor') }}</dt>
            <dd>{{ entry.actor.name ?? vocabulary.word('audit.actors', entry.actor.kind) }}</dd>
          </div>
          <div>
            <dt>{{ t('audit.position') }}</dt>
            <dd class="tabular">{{ entry.position }}</dd>
          </div>
          <div>
            <dt>{{ t('audit.about') }}</dt>
            <dd>
              <code>{{ entry.stream }}</code>
            </dd>
          </div>
        </dl>
        <pre>{{ entry.data | json }}</pre>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton [mat-dialog-close]="entry.correlation">{{ t('audit.related') }}</button>
        <button matButton="filled" mat-dialog-close>{{ t('ui.close') }}</button>
      </mat-dialog-actions>
    </ng-container>
  `,
  styles: `
    dl {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 8px 16px;
      margin: 0 0 12px;
    }
    dt {
      font-size: 12px;
      color: var(--cc-muted);
    }
    dd {
      margin: 0;
      overflow-wrap: anywhere;
    }
    pre {
      margin: 0;
      padding: 12px;
      border-radius: 8px;
      background: var(--cc-hover);
      overflow: auto;
      font-size: 12px;
      line-height: 18px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AuditDialog {
  protected readonly entry = inject<AuditEntry>(MAT_DIALOG_DATA);
  protected readonly vocabulary = inject(Vocabulary);
}
