import { computed, inject, Injectable, signal } from '@angular/core';
import type { FlowCounts, FlowTestCase, SaveTestCase, TestReport, TestResult } from '#contracts';
import { Toasts } from '../../platform/look/toasts';
import { FlowDraft } from './flow-draft';
import { FlowRoutes } from './flow-routes';

const wayOf = (nodeId: string, branch: string): string => `${nodeId}|${branch}`;

/** Test cases with their results, and the counts of real calls: what the canvas can show on top of the flow. */
@Injectable()
export class FlowChecks {
  private readonly draft = inject(FlowDraft);
  private readonly routes = inject(FlowRoutes);
  private readonly toasts = inject(Toasts);

  readonly cases = signal<readonly FlowTestCase[]>([]);
  readonly report = signal<TestReport | null>(null);
  readonly running = signal(false);
  /** The result whose way is drawn on the canvas. */
  readonly shown = signal<TestResult | null>(null);
  /** What the canvas shows beside the flow itself. */
  readonly overlay = signal<'none' | 'coverage' | 'counts'>('none');
  readonly counts = signal<FlowCounts | null>(null);

  readonly uncovered = computed(
    () => new Set(this.report()?.coverage.missing.map(({ nodeId, branch }) => wayOf(nodeId, branch))),
  );
  readonly path = computed(
    () => new Set((this.shown()?.path ?? []).flatMap(({ nodeId, branch }) => [nodeId, wayOf(nodeId, branch ?? '')])),
  );
  readonly countOf = computed(() => new Map(this.counts()?.nodes.map((each) => [each.nodeId, each])));

  resultOf(caseId: string): TestResult | undefined {
    return this.report()?.results.find(({ testCaseId }) => testCaseId === caseId);
  }

  isUncovered(nodeId: string, branch: string): boolean {
    return this.uncovered().has(wayOf(nodeId, branch));
  }

  isOnPath(nodeId: string, branch?: string): boolean {
    return this.path().has(branch === undefined ? nodeId : wayOf(nodeId, branch));
  }

  takenOf(nodeId: string, branch: string): number {
    return (
      this.countOf()
        .get(nodeId)
        ?.branches.find((each) => each.branch === branch)?.taken ?? 0
    );
  }

  async load(): Promise<void> {
    await this.toasts.try(async () => this.cases.set(await this.routes.testCases(this.draft.id)));
  }

  /** Runs every case against what is on the screen, saved or not. */
  async run(): Promise<boolean> {
    this.running.set(true);
    const worked = await this.toasts.try(async () => {
      this.report.set(await this.routes.runTests(this.draft.id, this.draft.document()));
      this.shown.set(null);
    });
    this.running.set(false);
    return worked;
  }

  async save(body: SaveTestCase, known: FlowTestCase | null): Promise<void> {
    const { id } = this.draft;
    const saved = known
      ? await this.routes.saveTestCase(id, known.id, { ...body, version: known.version })
      : await this.routes.addTestCase(id, body);
    this.cases.update((cases) =>
      known ? cases.map((each) => (each.id === saved.id ? saved : each)) : [...cases, saved],
    );
    this.report.set(null);
  }

  async remove({ id }: FlowTestCase): Promise<void> {
    await this.routes.deleteTestCase(this.draft.id, id);
    this.cases.update((cases) => cases.filter((each) => each.id !== id));
    this.report.set(null);
  }

  async loadCounts(from: string, to: string): Promise<void> {
    await this.toasts.try(async () => this.counts.set(await this.routes.counts(this.draft.id, { from, to })));
  }
}
