import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { TranslocoDirective } from '@jsverse/transloco';
import type { FlowDocument, FlowVersion } from '#contracts';
import { ProblemText } from '../../../platform/http/problem-text';
import { FlowChecks } from '../flow-checks';
import { FlowDraft } from '../flow-draft';
import { FlowRoutes } from '../flow-routes';
import { PlainText } from '../inspector/plain-text';
import { ChangeList } from './change-list';

/** The new version, or where the person wants to look instead. */
export type PublishAnswer = FlowVersion | 'findings' | 'tests';

/** What would go live: what is still wrong, whether the test cases pass, what changes for callers. */
@Component({
  selector: 'app-publish-dialog',
  imports: [
    MatButtonModule,
    MatDialogModule,
    MatIconModule,
    MatProgressBarModule,
    TranslocoDirective,
    ChangeList,
    PlainText,
  ],
  templateUrl: './publish-dialog.html',
  styleUrl: './publish-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PublishDialog {
  private readonly routes = inject(FlowRoutes);
  private readonly problems = inject(ProblemText);
  private readonly opened = inject<MatDialogRef<PublishDialog, PublishAnswer>>(MatDialogRef);
  protected readonly draft = inject(FlowDraft);
  protected readonly checks = inject(FlowChecks);
  protected readonly live = signal<FlowDocument | null>(null);
  protected readonly ready = signal(false);
  protected readonly sending = signal(false);
  protected readonly problem = signal('');
  protected readonly note = signal('');
  protected readonly warnings = computed(() => this.draft.findings().length - this.draft.errorCount());
  protected readonly failed = computed(() => this.checks.report()?.failed ?? 0);
  protected readonly may = computed(() => this.ready() && this.draft.errorCount() === 0 && this.failed() === 0);

  constructor() {
    void this.prepare();
  }

  protected leave(to: 'findings' | 'tests'): void {
    this.opened.close(to);
  }

  protected async publish(): Promise<void> {
    this.sending.set(true);
    try {
      const body = { draftVersion: this.draft.seenVersion, note: this.note() };
      this.opened.close(await this.routes.publish(this.draft.id, body));
    } catch (error) {
      this.problem.set(this.problems.of(error));
    } finally {
      this.sending.set(false);
    }
  }

  private async prepare(): Promise<void> {
    const { liveVersion } = this.draft.flow() ?? { liveVersion: null };
    try {
      const saved = await this.draft.flush();
      await this.checks.run();
      if (liveVersion !== null) this.live.set((await this.routes.version(this.draft.id, liveVersion)).document);
      this.ready.set(saved);
      if (!saved) this.problem.set(this.draft.problem());
    } catch (error) {
      this.problem.set(this.problems.of(error));
    }
  }
}
