import { computed, inject, Injectable, signal } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { TranslocoService } from '@jsverse/transloco';
import type { Flow, FlowDocument, FlowFinding, FlowVersionDetail } from '#contracts';
import { ask } from '../../../../ui';
import { isProblemError } from '../../platform/http/problem-error';
import { ProblemText } from '../../platform/http/problem-text';
import { FlowRoutes } from './flow-routes';
import { nodeIssues, variableIssues } from './graph/node-issues';
import { historyOf, redone, stepped, undone, type UndoHistory } from './graph/undo-history';

const PAUSE_MS = 900;
const CONFLICTS = new Set(['stale-version', 'changed-meanwhile', 'draft-changed']);
const EMPTY: FlowDocument = { schema: 1, language: 'pl', variables: [], nodes: [], edges: [] };

/** `waiting`: a field is not valid yet, so nothing is sent. */
export type SaveState = 'saved' | 'pending' | 'saving' | 'waiting' | 'failed' | 'conflict';

/** The draft of the flow on the screen: changes, undo, and saving by itself a moment after the last change. */
@Injectable()
export class FlowDraft {
  private readonly routes = inject(FlowRoutes);
  private readonly dialog = inject(MatDialog);
  private readonly transloco = inject(TranslocoService);
  private readonly problems = inject(ProblemText);

  readonly flow = signal<Flow | null>(null);
  readonly state = signal<'loading' | 'ready' | 'failed'>('loading');
  readonly problem = signal('');
  readonly findings = signal<readonly FlowFinding[]>([]);
  readonly saveState = signal<SaveState>('saved');
  /** Whether this person may change flows at all. */
  readonly mayEdit = signal(false);
  /** A published version on the screen instead of the draft. */
  readonly viewed = signal<FlowVersionDetail | null>(null);

  private readonly history = signal<UndoHistory<FlowDocument>>(historyOf(EMPTY));
  readonly draft = computed(() => this.history().present);
  readonly document = computed(() => this.viewed()?.document ?? this.draft());
  readonly readOnly = computed(() => !this.mayEdit() || this.viewed() !== null);
  readonly canUndo = computed(() => !this.readOnly() && this.history().past.length > 0);
  readonly canRedo = computed(() => !this.readOnly() && this.history().future.length > 0);
  readonly issueCount = computed(
    () =>
      variableIssues(this.draft()).length + this.draft().nodes.reduce((sum, node) => sum + nodeIssues(node).length, 0),
  );
  readonly errorCount = computed(() => this.findings().filter(({ severity }) => severity === 'error').length);

  private stored: FlowDocument = EMPTY;
  private draftVersion = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;

  get id(): string {
    return this.flow()?.id ?? '';
  }

  /** What the person last saw of the draft on the server. */
  get seenVersion(): number {
    return this.draftVersion;
  }

  get dirty(): boolean {
    return this.draft() !== this.stored;
  }

  async load(id: string): Promise<void> {
    this.state.set('loading');
    try {
      this.accept(await this.routes.get(id));
      this.state.set('ready');
    } catch (error) {
      this.problem.set(this.problems.of(error));
      this.state.set('failed');
    }
  }

  /** Name, groups, live version: everything but the draft. */
  patch(change: Partial<Flow>): void {
    this.flow.update((flow) => flow && { ...flow, ...change });
  }

  /** One step that can be undone; steps with the same `key` in a row are one. */
  change(edit: (document: FlowDocument) => FlowDocument, key: string | null = null): void {
    if (this.readOnly()) return;
    this.history.update((history) => stepped(history, edit(history.present), key));
    this.changed();
  }

  undo(): void {
    if (!this.canUndo()) return;
    this.history.update(undone);
    this.changed();
  }

  redo(): void {
    if (!this.canRedo()) return;
    this.history.update(redone);
    this.changed();
  }

  /** Saves what is not saved yet; false when that is not possible. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    await this.running;
    if (this.dirty) await this.save();
    return !this.dirty;
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  /** The flow is gone: nothing is left to save. */
  drop(): void {
    this.stop();
    this.stored = this.draft();
  }

  private accept(flow: Flow): void {
    this.flow.set(flow);
    this.stored = flow.draft;
    this.draftVersion = flow.draftVersion;
    this.history.set(historyOf(flow.draft));
    this.findings.set(flow.findings);
    this.saveState.set('saved');
  }

  private changed(): void {
    clearTimeout(this.timer);
    if (!this.dirty) return this.saveState.set('saved');
    this.saveState.set(this.issueCount() > 0 ? 'waiting' : 'pending');
    this.timer = setTimeout(() => void this.save(), PAUSE_MS);
  }

  private async save(): Promise<void> {
    if (this.running || this.saveState() === 'waiting' || this.saveState() === 'conflict') return;
    this.running = this.store().finally(() => (this.running = null));
    await this.running;
  }

  private async store(): Promise<void> {
    const document = this.draft();
    this.saveState.set('saving');
    try {
      const { draftVersion, findings } = await this.routes.saveDraft(this.id, document, this.draftVersion);
      this.stored = document;
      this.draftVersion = draftVersion;
      this.findings.set(findings);
      this.problem.set('');
      this.saveState.set('saved');
      if (this.dirty) this.changed();
      this.patch({ changed: true });
    } catch (error) {
      await this.refused(error);
    }
  }

  private async refused(error: unknown): Promise<void> {
    this.problem.set(this.problems.of(error));
    if (isProblemError(error) && CONFLICTS.has(error.code)) return this.settle();
    this.saveState.set('failed');
    // A server that is away comes back; what it refuses, it refuses until the draft changes.
    if (isProblemError(error) && (error.status === 0 || error.status >= 500))
      this.timer = setTimeout(() => void this.save(), 5 * PAUSE_MS);
    if (!isProblemError(error)) throw error;
  }

  /** Somebody else saved the draft meanwhile: theirs or ours. */
  private async settle(): Promise<void> {
    this.saveState.set('conflict');
    const t = (key: string): string => this.transloco.translate(key);
    const choice = await ask<'mine' | 'theirs'>(this.dialog, {
      title: t('ivr.conflictTitle'),
      text: t('ivr.conflictText'),
      choices: [
        { answer: 'mine', label: t('ui.staleMine') },
        { answer: 'theirs', label: t('ui.staleTheirs') },
      ],
      modal: true,
    });
    const theirs = await this.routes.get(this.id);
    if (choice === 'theirs') return this.accept(theirs);
    this.draftVersion = theirs.draftVersion;
    await this.store();
  }
}
