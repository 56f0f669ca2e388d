import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ScriptDocument } from '#contracts';
import { ScriptWalk, type ScriptPlace } from './script-walk';

/** A draft gone through as a desk would, with a conversation that there is not; nothing is kept. */
@Component({
  selector: 'app-script-preview',
  imports: [MatButtonModule, MatDialogModule, TranslocoDirective, ScriptWalk],
  template: `
    <ng-container *transloco="let t">
      <h2 mat-dialog-title>{{ t('scripts.preview') }}</h2>
      <mat-dialog-content>
        <app-script-walk
          [document]="document"
          [place]="place()"
          (answered)="place.set($event)"
          (moved)="place.set($event)"
          (concluded)="place.set(beginning)"
        />
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" (click)="place.set(beginning)">{{ t('scripts.startAnew') }}</button>
        <button matButton type="button" mat-dialog-close>{{ t('ui.close') }}</button>
      </mat-dialog-actions>
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScriptPreview {
  protected readonly document = inject<ScriptDocument>(MAT_DIALOG_DATA);
  protected readonly beginning: ScriptPlace = {
    answers: {},
    stepId: this.document.steps[0]?.id ?? null,
    outcomeId: null,
  };
  protected readonly place = signal(this.beginning);
}
