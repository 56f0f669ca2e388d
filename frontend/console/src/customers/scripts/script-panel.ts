import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  output,
  resource,
  signal,
  untracked,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ScriptRun } from '#contracts';
import { StatusChip } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { isProblemError } from '../../platform/http/problem-error';
import { Toasts } from '../../platform/look/toasts';
import { ContactChanges } from '../contacts/contact-changes';
import { ScriptDrafts } from './script-drafts';
import { ScriptWalk, type ScriptPlace } from './script-walk';

/** The script beside the call: kept with every step, also over a lost line; nothing when the call has none. */
@Component({
  selector: 'app-script-panel',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, StatusChip, ScriptWalk],
  template: `
    @if (run(); as current) {
      <section class="card" *transloco="let t" [attr.aria-label]="t('scripts.script')" data-script>
        <h2>
          <span>{{ current.name }}</span>
          @if (isFinished()) {
            <ui-status-chip tone="ok" icon="check">{{ t('scripts.states.finished') }}</ui-status-chip>
          } @else if (waits()) {
            <ui-status-chip tone="warn" icon="offline">{{ t('scripts.waiting') }}</ui-status-chip>
          }
        </h2>
        <app-script-walk
          [document]="current.document"
          [place]="place()"
          [finished]="isFinished()"
          [refused]="refused()"
          (answered)="keep($event)"
          (moved)="send($event)"
          (concluded)="send($event, true)"
        />
      </section>
    }
  `,
  styles: `
    section {
      padding: 16px;
    }
    h2 {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 8px;
      margin: 0 0 12px;
      padding-bottom: 8px;
      border-bottom: 1px solid var(--cc-line);
      font-size: 14px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScriptPanel {
  readonly callId = input.required<string>();
  /** The one that a classifier asks for; null: the call's own. */
  readonly scriptId = input<string | null>(null);
  /** The classifier of the chosen outcome. */
  readonly classified = output<string>();
  /** Whether it still wants the agent first. */
  readonly open = output<boolean>();
  private readonly api = inject(Api);
  private readonly drafts = inject(ScriptDrafts);
  private readonly toasts = inject(Toasts);

  private readonly loaded = resource({
    params: () => ({ callId: this.callId(), scriptId: this.scriptId() }),
    loader: ({ params: { callId, scriptId } }) =>
      this.api.post<ScriptRun | null>(`/calls/${callId}/script-runs`, scriptId === null ? {} : { scriptId }),
  });
  protected readonly run = computed(() => (this.loaded.hasValue() ? this.loaded.value() : null));
  protected readonly refused = signal<ReadonlyMap<string, string>>(new Map());
  private readonly draft = computed(() => this.drafts.of(this.run()?.id ?? ''));
  protected readonly waits = computed(() => this.draft()?.sending ?? false);
  protected readonly isFinished = computed(() => this.run()?.state === 'finished' || (this.draft()?.finish ?? false));
  protected readonly place = computed((): ScriptPlace => {
    const [run, draft] = [this.run(), this.draft()];
    return {
      answers: { ...run?.answers, ...draft?.answers },
      stepId: draft ? draft.stepId : (run?.stepId ?? null),
      outcomeId: draft ? draft.outcomeId : (run?.outcomeId ?? null),
    };
  });

  constructor() {
    effect(() => this.open.emit(this.run() !== null && !this.isFinished()));
    // Somebody changed the contact elsewhere: its fields here say so at once.
    const changes = inject(ContactChanges).of(computed(() => this.run()?.contactId ?? ''));
    let seen = '';
    effect(() => {
      const now = changes();
      const isNews = seen.trim() !== '' && now !== seen;
      seen = now;
      if (isNews && untracked(() => this.draft()) === null) untracked(() => this.loaded.reload());
    });
  }

  protected keep(place: ScriptPlace): void {
    const run = this.run();
    if (!run) return;
    this.refused.set(new Map());
    const outcome = run.document.summary.outcomes.find(({ id }) => id === place.outcomeId);
    if (place.outcomeId !== this.place().outcomeId && outcome?.classifierId) this.classified.emit(outcome.classifierId);
    this.drafts.keep(run.id, this.onlySaid(place));
  }

  protected async send(place: ScriptPlace, finish = false): Promise<void> {
    const run = this.run();
    if (!run) return;
    try {
      const saved = await this.drafts.send(run.id, this.onlySaid(place), finish);
      if (saved && saved.id === this.run()?.id) this.loaded.set(saved);
    } catch (error) {
      this.point(run, error);
    }
  }

  /** What the contact's fields already say is sent only from the step in view: elsewhere somebody may have changed them since. */
  private onlySaid(place: ScriptPlace): ScriptPlace {
    const run = this.run();
    const inView = run?.document.steps.find(({ id }) => id === this.place().stepId)?.fields.map(({ id }) => id) ?? [];
    const said = { ...this.draft()?.answers };
    for (const [id, answer] of Object.entries(place.answers)) if (inView.includes(id) || id in said) said[id] = answer;
    return { ...place, answers: said };
  }

  /** Back to the step of the answer that was refused. */
  private point(run: ScriptRun, error: unknown): void {
    this.toasts.problem(error);
    if (!isProblemError(error)) return;
    const broken = new Map(error.fields.map(({ field, rule }) => [field.replace('answers.', ''), rule]));
    this.refused.set(broken);
    const step = run.document.steps.find(({ fields }) => fields.some(({ id }) => broken.has(id)));
    if (step) this.drafts.keep(run.id, { ...this.onlySaid(this.place()), stepId: step.id });
  }
}
