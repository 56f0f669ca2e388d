import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Flow } from '#contracts';
import { ProblemText } from '../../platform/http/problem-text';
import { FlowRoutes } from './flow-routes';
import { PlainText } from './inspector/plain-text';

/** A name is all that a new flow needs. */
@Component({
  selector: 'app-new-flow-dialog',
  imports: [MatButtonModule, MatDialogModule, TranslocoDirective, PlainText],
  template: `
    <form *transloco="let t" novalidate (submit)="$event.preventDefault(); create()">
      <h2 mat-dialog-title>{{ t('ivr.new') }}</h2>
      <mat-dialog-content>
        <app-plain-text
          [label]="t('ivr.name')"
          [placeholder]="t('ivr.namePlaceholder')"
          [value]="name()"
          [error]="problem()"
          (changed)="name.set($event); problem.set('')"
        />
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close>{{ t('ui.cancel') }}</button>
        <button matButton="filled" type="submit" [disabled]="name().trim() === '' || sending()">
          {{ t('ivr.create') }}
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    mat-dialog-content {
      min-width: min(360px, 75vw);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NewFlowDialog {
  private readonly routes = inject(FlowRoutes);
  private readonly problems = inject(ProblemText);
  private readonly opened = inject<MatDialogRef<NewFlowDialog, Flow>>(MatDialogRef);
  protected readonly name = signal('');
  protected readonly problem = signal('');
  protected readonly sending = signal(false);

  protected async create(): Promise<void> {
    if (this.name().trim() === '') return;
    this.sending.set(true);
    try {
      this.opened.close(await this.routes.create({ name: this.name().trim(), groupIds: [] }));
    } catch (error) {
      this.problem.set(this.problems.of(error));
    } finally {
      this.sending.set(false);
    }
  }
}
