import { ChangeDetectionStrategy, Component, computed, DestroyRef, inject, signal } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { FlowFailure } from '#contracts';
import { FilterDate } from '../../../../../ui';
import { Session } from '../../../platform/identity/session';
import { Toasts } from '../../../platform/look/toasts';
import { InstantPipe } from '../../../platform/time/format-pipes';
import { NumberTextPipe } from '../canvas/number-text';
import { FlowChecks } from '../flow-checks';
import { FlowDraft } from '../flow-draft';
import { FlowRoutes } from '../flow-routes';
import { FlowSelection } from '../flow-selection';
import { FlowWords } from '../flow-words';
import { nodeOf } from '../graph/edit-document';

const WEEK_MS = 6 * 86_400_000;
const MOST = 8;

/** Real calls of a period: how many came to each node and gave up there; drawn on the canvas while this is open. */
@Component({
  selector: 'app-counts-panel',
  imports: [MatIconModule, RouterLink, TranslocoDirective, FilterDate, InstantPipe, NumberTextPipe],
  templateUrl: './counts-panel.html',
  styleUrl: './counts-panel.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CountsPanel {
  protected readonly checks = inject(FlowChecks);
  protected readonly selection = inject(FlowSelection);
  private readonly draft = inject(FlowDraft);
  private readonly words = inject(FlowWords);
  private readonly routes = inject(FlowRoutes);
  private readonly toasts = inject(Toasts);
  protected readonly maySeeCalls = inject(Session).may('calls.history.all');
  protected readonly from = signal(this.day(Date.now() - WEEK_MS));
  protected readonly to = signal(this.day(Date.now()));
  protected readonly failures = signal<readonly FlowFailure[]>([]);
  protected readonly worst = computed(() =>
    (this.checks.counts()?.nodes ?? [])
      .filter(({ droppedOff }) => droppedOff > 0)
      .sort((a, b) => b.droppedOff - a.droppedOff)
      .slice(0, MOST),
  );

  constructor() {
    this.checks.overlay.set('counts');
    inject(DestroyRef).onDestroy(() => this.checks.overlay.set('none'));
    void this.load();
    void this.toasts.try(async () =>
      this.failures.set((await this.routes.failures(this.draft.id, { limit: 20 })).items),
    );
  }

  protected choose(from: string | null, to: string | null): void {
    if (!from || !to || from > to) return;
    this.from.set(from);
    this.to.set(to);
    void this.load();
  }

  protected title(nodeId: string): string {
    const node = nodeOf(this.draft.document(), nodeId);
    return node ? this.words.title(node) : nodeId;
  }

  private load(): Promise<void> {
    return this.checks.loadCounts(this.from(), this.to());
  }

  private day(at: number): string {
    return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw' }).format(new Date(at));
  }
}
