import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatSlideToggleModule } from '@angular/material/slide-toggle';
import { TranslocoDirective } from '@jsverse/transloco';
import { FLOW_ENDS, type CallerStep, type FlowTestCase, type SaveTestCase } from '#contracts';
import type { Option } from '../../../../../ui';
import { Vocabulary } from '../../../platform/language/vocabulary';
import { FlowDraft } from '../flow-draft';
import { FlowWords } from '../flow-words';
import { IssueTextPipe } from '../inspector/issue-text';
import { PairsField, type Pair } from '../inspector/pairs-field';
import { PlainSelect } from '../inspector/plain-select';
import { PlainText } from '../inspector/plain-text';
import { DipAnswersField } from './dip-answers-field';
import { freshTest, instantOf, localOf, testIssues, testOf } from './test-draft';

/** One test case: who calls and when, what he presses, where he should come. */
@Component({
  selector: 'app-test-case-form',
  imports: [
    MatButtonModule,
    MatIconModule,
    MatSlideToggleModule,
    TranslocoDirective,
    DipAnswersField,
    IssueTextPipe,
    PairsField,
    PlainSelect,
    PlainText,
  ],
  templateUrl: './test-case-form.html',
  styleUrl: './test-case-form.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TestCaseForm {
  readonly test = input.required<FlowTestCase | null>();
  readonly saved = output<SaveTestCase>();
  readonly cancelled = output();
  readonly removed = output<FlowTestCase>();
  protected readonly draft = inject(FlowDraft);
  private readonly words = inject(FlowWords);
  private readonly vocabulary = inject(Vocabulary);

  protected readonly value = signal<SaveTestCase>(freshTest(''));
  protected readonly tried = signal(false);
  private readonly found = computed(() => testIssues(this.value()));
  protected readonly issues = computed(() =>
    this.tried() ? this.found() : this.found().filter(({ field }) => field !== 'name'),
  );
  protected readonly ends = () => this.vocabulary.options('ivr.ends', FLOW_ENDS);
  protected readonly stepKinds = () => this.vocabulary.options('ivr.steps', ['digits', 'silence', 'hang-up']);
  protected readonly nodes = computed<Option<string>[]>(() =>
    this.draft.document().nodes.map((node) => ({ value: node.id, label: this.words.title(node) })),
  );
  /** Where this end can lead to, by name; null where the target is typed. */
  protected readonly targets = computed<readonly Option<string>[] | null>(() => {
    const { end } = this.value().expect;
    if (end === 'voicemail') return this.words.boxes.options();
    if (end === 'queue' || end === 'callback') return this.words.queues.options();
    return end === 'agent' ? this.words.agents.options() : null;
  });
  protected readonly hasTarget = computed(() => {
    const { end } = this.value().expect;
    return end !== null && end !== 'hang-up' && end !== 'caller-hung-up';
  });
  protected readonly localOf = localOf;
  protected readonly instantOf = instantOf;

  constructor() {
    effect(() => {
      const test = this.test();
      untracked(() => this.value.set(test ? testOf(test) : freshTest('')));
    });
  }

  protected save(): void {
    this.tried.set(true);
    if (this.found().length === 0) this.saved.emit(this.value());
  }

  protected set(change: Partial<SaveTestCase>): void {
    this.value.update((value) => ({ ...value, ...change }));
  }

  protected given(change: Partial<SaveTestCase['given']>): void {
    this.value.update((value) => ({ ...value, given: { ...value.given, ...change } }));
  }

  protected expect(change: Partial<SaveTestCase['expect']>): void {
    this.value.update((value) => ({ ...value, expect: { ...value.expect, ...change } }));
  }

  protected putStep(at: number, kind: string, digits = ''): void {
    const step = (kind === 'digits' ? { kind, digits } : { kind }) as CallerStep;
    this.set({ steps: this.value().steps.map((each, place) => (place === at ? step : each)) });
  }

  protected addStep(): void {
    this.set({ steps: [...this.value().steps, { kind: 'digits', digits: '1' }] });
  }

  protected removeStep(at: number): void {
    this.set({ steps: this.value().steps.filter((_, place) => place !== at) });
  }

  protected toggleContact(known: boolean): void {
    this.given({ contact: known ? { firstName: 'Anna', lastName: 'Nowak', company: '', email: '' } : null });
  }

  protected addPassed(id: string): void {
    if (id) this.expect({ passes: [...this.value().expect.passes, id] });
  }

  protected removePassed(at: number): void {
    this.expect({ passes: this.value().expect.passes.filter((_, place) => place !== at) });
  }

  protected nameOf(id: string): string {
    return this.nodes().find(({ value }) => value === id)?.label ?? id;
  }

  protected pairsOf = (record: Readonly<Record<string, string>>): Pair[] => Object.entries(record);
  protected recordOf = (pairs: readonly Pair[]): Record<string, string> => Object.fromEntries(pairs);
}
