import { ChangeDetectionStrategy, Component, inject, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { FlowDocument, FlowVersion } from '#contracts';
import { ask, EmptyState, StatusChip } from '../../../../../ui';
import { Toasts } from '../../../platform/look/toasts';
import { InstantPipe } from '../../../platform/time/format-pipes';
import { FlowDraft } from '../flow-draft';
import { FlowRoutes } from '../flow-routes';
import { ChangeList } from './change-list';

const PAGE = 30;

interface Comparison {
  readonly number: number;
  readonly before: FlowDocument;
}

/** What was published when and by whom; back to any of it in one step, without touching the draft. */
@Component({
  selector: 'app-versions-panel',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, EmptyState, StatusChip, InstantPipe, ChangeList],
  templateUrl: './versions-panel.html',
  styleUrl: './versions-panel.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VersionsPanel {
  readonly changed = output();
  protected readonly draft = inject(FlowDraft);
  private readonly routes = inject(FlowRoutes);
  private readonly toasts = inject(Toasts);
  private readonly dialog = inject(MatDialog);
  private readonly transloco = inject(TranslocoService);
  protected readonly versions = signal<readonly FlowVersion[]>([]);
  protected readonly next = signal<string | null>(null);
  protected readonly loaded = signal(false);
  protected readonly compared = signal<Comparison | null>(null);

  constructor() {
    void this.load();
  }

  async load(after: string | null = null): Promise<void> {
    await this.toasts.try(async () => {
      const page = await this.routes.versions(this.draft.id, { limit: PAGE, after });
      this.versions.update((versions) => (after === null ? page.items : [...versions, ...page.items]));
      this.next.set(page.next);
    });
    this.loaded.set(true);
  }

  /** Forward to a version that was rolled back is no way back. */
  protected isNewer({ number }: FlowVersion): boolean {
    return number > (this.draft.flow()?.liveVersion ?? Infinity);
  }

  protected async view({ number }: FlowVersion): Promise<void> {
    if (this.draft.viewed()?.number === number) return this.draft.viewed.set(null);
    await this.toasts.try(async () => this.draft.viewed.set(await this.routes.version(this.draft.id, number)));
  }

  protected async compare({ number }: FlowVersion): Promise<void> {
    if (this.compared()?.number === number) return this.compared.set(null);
    await this.toasts.try(async () => {
      const { document } = await this.routes.version(this.draft.id, number);
      this.compared.set({ number, before: document });
    });
  }

  /** The next call takes the earlier version; the draft stays as it is. */
  protected async rollBack(version: FlowVersion): Promise<void> {
    const { number } = version;
    const t = (key: string) => this.transloco.translate(key, { number });
    const answer = await ask<'no' | 'yes'>(this.dialog, {
      title: t('ivr.rollBackTitle'),
      text: t('ivr.rollBackText'),
      choices: [
        { answer: 'no', label: t('ui.cancel') },
        { answer: 'yes', label: t(this.isNewer(version) ? 'ivr.makeLive' : 'ivr.rollBack') },
      ],
    });
    if (answer !== 'yes') return;
    const worked = await this.toasts.try(() => this.routes.activate(this.draft.id, number), 'ivr.rolledBack');
    if (!worked) return;
    this.draft.patch({ liveVersion: number, changed: true });
    this.draft.viewed.set(null);
    await this.load();
    this.changed.emit();
  }

  /** Takes what a version says as the draft, as one step that can be undone. */
  protected async take({ number }: FlowVersion): Promise<void> {
    await this.toasts.try(async () => {
      const { document } = await this.routes.version(this.draft.id, number);
      this.draft.viewed.set(null);
      this.draft.change(() => document);
    }, 'ivr.taken');
  }
}
