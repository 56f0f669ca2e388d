import { ChangeDetectionStrategy, Component, computed, input, linkedSignal, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import { brokenRule, pathOf, stepAfter, type ScriptAnswer, type ScriptAnswers, type ScriptDocument } from '#contracts';
import { OnKey } from '../../platform/keys/on-key';
import { RichTextView } from './rich-text-view';
import { ScriptField } from './script-field';

/** Where somebody is in a script, and what he said so far. */
export interface ScriptPlace {
  readonly answers: ScriptAnswers;
  /** Null: at the summary. */
  readonly stepId: string | null;
  readonly outcomeId: string | null;
}

/** One step of a script at a time: what to say, what to ask, forward and back; at its end the summary. Knows no server. */
@Component({
  selector: 'app-script-walk',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, OnKey, RichTextView, ScriptField],
  templateUrl: './script-walk.html',
  styleUrl: './script-walk.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScriptWalk {
  readonly document = input.required<ScriptDocument>();
  readonly place = input.required<ScriptPlace>();
  readonly finished = input(false);
  /** Rules that the server found broken, by field. */
  readonly refused = input<ReadonlyMap<string, string>>(new Map());
  /** An answer was given; the step stays. */
  readonly answered = output<ScriptPlace>();
  /** Forward or back: what was said so far is to be kept. */
  readonly moved = output<ScriptPlace>();
  readonly concluded = output<ScriptPlace>();
  /** What is missing is said only once somebody wanted to go on. */
  private readonly tried = linkedSignal({ source: () => this.place().stepId, computation: () => false });

  protected readonly path = computed(() => pathOf(this.document(), this.place().answers).steps);
  protected readonly step = computed(() => this.document().steps.find(({ id }) => id === this.place().stepId) ?? null);
  protected readonly at = computed(() => {
    const step = this.step();
    return step ? this.path().indexOf(step) + 1 : this.path().length + 1;
  });
  protected readonly problems = computed(() => {
    const { answers } = this.place();
    const fields = this.step()?.fields ?? [];
    const own = this.tried() ? fields.map((field) => [field.id, brokenRule(field, answers[field.id])] as const) : [];
    return new Map<string, string | null>([...this.refused(), ...own.filter(([, rule]) => rule !== null)]);
  });

  protected answer(fieldId: string, answer: ScriptAnswer): void {
    const place = this.place();
    this.answered.emit({ ...place, answers: { ...place.answers, [fieldId]: answer } });
  }

  protected next(): void {
    const [step, place] = [this.step(), this.place()];
    if (!step) return;
    this.tried.set(true);
    if (step.fields.some((field) => brokenRule(field, place.answers[field.id]) !== null)) return;
    this.moved.emit({ ...place, stepId: stepAfter(this.document(), step, place.answers)?.id ?? null });
  }

  protected back(): void {
    const before = this.path()[this.at() - 2];
    if (before) this.moved.emit({ ...this.place(), stepId: before.id });
  }

  protected choose(outcomeId: string): void {
    this.answered.emit({ ...this.place(), outcomeId });
  }

  protected end(): void {
    this.tried.set(true);
    if (this.document().summary.outcomes.length > 0 && this.place().outcomeId === null) return;
    this.concluded.emit(this.place());
  }

  protected outcomeMissing(): boolean {
    return this.tried() && this.place().outcomeId === null;
  }
}
