import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  Injector,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { MatTooltipModule } from '@angular/material/tooltip';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { ErrorState, Skeleton, StatusChip } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { Session } from '../../platform/identity/session';
import { OnKey } from '../../platform/keys/on-key';
import { Toasts } from '../../platform/look/toasts';
import { FlowCanvas } from './canvas/flow-canvas';
import { NodePalette } from './canvas/node-palette';
import { FlowChecks } from './flow-checks';
import { FlowDraft } from './flow-draft';
import { FlowRoutes } from './flow-routes';
import { FlowSelection } from './flow-selection';
import { FlowVariables } from './flow-variables';
import { FlowWords } from './flow-words';
import { NodeInspector } from './inspector/node-inspector';
import { CountsPanel } from './panels/counts-panel';
import { FindingsPanel } from './panels/findings-panel';
import { FlowOutline } from './panels/flow-outline';
import { PublishDialog, type PublishAnswer } from './panels/publish-dialog';
import { SettingsPanel } from './panels/settings-panel';
import { TestsPanel } from './panels/tests-panel';
import { VersionsPanel } from './panels/versions-panel';
import { isShortcut, runShortcut } from './shortcuts';

const NARROW = '(width < 900px)';
export type FlowPanel = 'node' | 'findings' | 'tests' | 'versions' | 'counts' | 'settings';

const LOOKING: ReadonlySet<FlowPanel> = new Set(['tests', 'counts']);

/** One flow: drawing or list, what is chosen beside it, checks, versions. */
@Component({
  selector: 'app-flow-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    MatMenuModule,
    MatTooltipModule,
    RouterLink,
    TranslocoDirective,
    CountsPanel,
    ErrorState,
    FindingsPanel,
    FlowCanvas,
    FlowOutline,
    NodeInspector,
    NodePalette,
    OnKey,
    SettingsPanel,
    Skeleton,
    StatusChip,
    TestsPanel,
    VersionsPanel,
  ],
  templateUrl: './flow-page.html',
  styleUrl: './flow-page.scss',
  providers: [FlowDraft, FlowSelection, FlowChecks, FlowVariables, FlowWords],
  host: { '(window:beforeunload)': 'warn($event)', '(document:keydown)': 'pressed($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FlowPage {
  readonly id = input.required<string>();
  protected readonly draft = inject(FlowDraft);
  protected readonly selection = inject(FlowSelection);
  protected readonly checks = inject(FlowChecks);
  private readonly words = inject(FlowWords);
  private readonly routes = inject(FlowRoutes);
  private readonly dialog = inject(MatDialog);
  private readonly toasts = inject(Toasts);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);
  private readonly inspector = viewChild(NodeInspector);

  protected readonly panel = signal<FlowPanel>('settings');
  private readonly narrowWindow = matchMedia(NARROW);
  protected readonly narrow = signal(this.narrowWindow.matches);
  protected readonly view = signal<'canvas' | 'list'>(this.narrow() ? 'list' : 'canvas');
  /** On a narrow screen the panel covers the flow; it opens when something asks for it. */
  protected readonly panelOpen = signal(!this.narrow());
  protected readonly tabs = computed(() => {
    const errors = this.draft.errorCount();
    const tabs: { id: FlowPanel; icon: string; count: number }[] = [
      { id: 'node', icon: 'edit', count: 0 },
      { id: 'findings', icon: 'alert', count: errors || this.draft.findings().length },
      { id: 'tests', icon: 'test', count: this.checks.report()?.failed ?? 0 },
      { id: 'versions', icon: 'history', count: 0 },
      { id: 'counts', icon: 'counts', count: 0 },
      { id: 'settings', icon: 'settings', count: 0 },
    ];
    return tabs;
  });

  /** What `unsavedGuard` asks. */
  readonly editor = this.draft;

  constructor() {
    this.draft.mayEdit.set(inject(Session).may('flows.manage'));
    queueMicrotask(() => void this.load());
    const resized = ({ matches }: MediaQueryListEvent): void => this.narrow.set(matches);
    this.narrowWindow.addEventListener('change', resized);
    inject(DestroyRef).onDestroy(() => {
      this.narrowWindow.removeEventListener('change', resized);
      this.draft.stop();
    });
    // Whoever looks at tests or counts goes on looking at them while he walks over the drawing.
    const chosen = computed(() => this.selection.node()?.id);
    effect(() => {
      if (chosen() !== undefined && !LOOKING.has(untracked(this.panel))) this.panel.set('node');
    });
  }

  protected async load(): Promise<void> {
    await this.draft.load(this.id());
    if (this.draft.state() !== 'ready') return;
    await this.checks.load();
    await this.toasts.try(async () => {
      const kinds = await this.routes.kinds();
      this.words.unavailable.set(new Set(kinds.filter(({ available }) => !available).map(({ kind }) => kind)));
    });
  }

  protected open(panel: FlowPanel): void {
    this.panel.set(panel);
    this.panelOpen.set(true);
  }

  /** A node was pointed at: its fields come up, with the focus in them. */
  protected opened(): void {
    this.open('node');
    setTimeout(() => this.inspector()?.focus());
  }

  protected async publish(): Promise<void> {
    const { injector } = this;
    const opened = this.dialog.open<PublishDialog, unknown, PublishAnswer>(PublishDialog, {
      injector,
      maxWidth: '560px',
    });
    const answer = await firstValueFrom(opened.afterClosed());
    if (!answer) return;
    if (typeof answer === 'string') return this.open(answer);
    this.draft.patch({ liveVersion: answer.number, changed: false });
    this.toasts.say('ivr.isLive', { number: answer.number });
    this.panel.set('settings');
    this.open('versions');
  }

  protected async delete(): Promise<void> {
    if (!(await this.deletion.asked(`/flows/${this.id()}`, this.draft.flow()?.name ?? ''))) return;
    this.draft.drop();
    await this.router.navigateByUrl('/ivr');
  }

  protected warn(event: BeforeUnloadEvent): void {
    if (this.draft.dirty) event.preventDefault();
  }

  protected pressed(event: KeyboardEvent): void {
    if (this.draft.state() === 'ready' && isShortcut(event) && runShortcut(event, this.draft, this.selection))
      event.preventDefault();
  }
}
