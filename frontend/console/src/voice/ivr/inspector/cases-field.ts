import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import { TEST_OPERATORS, type ConditionTest, type FlowNodeOf } from '#contracts';
import type { Option } from '../../../../../ui';
import { Vocabulary } from '../../../platform/language/vocabulary';
import { FlowVariables } from '../flow-variables';
import { PlainSelect } from './plain-select';
import { PlainText } from './plain-text';

type Case = FlowNodeOf<'condition'>['cases'][number];
const WITHOUT_VALUE = new Set(['is-empty', 'is-not-empty']);

/** Cases of a condition: the first that holds is the way on. */
@Component({
  selector: 'app-cases-field',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, PlainSelect, PlainText],
  templateUrl: './cases-field.html',
  styleUrl: './rows.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CasesField {
  readonly value = input.required<readonly Case[]>();
  readonly disabled = input(false);
  readonly changed = output<Case[]>();
  private readonly vocabulary = inject(Vocabulary);
  private readonly variables = inject(FlowVariables);
  protected readonly matches = (): Option<string>[] => this.options('ivr.matches', ['all', 'any']);
  protected readonly operators = (): Option<string>[] => this.options('ivr.operators', TEST_OPERATORS);
  private readonly names = computed(() => this.variables.all());

  protected variablesWith(own: string): Option<string>[] {
    return [...new Set([...(own ? [own] : []), ...this.names()])].map((value) => ({ value, label: value }));
  }

  protected needsValue = ({ operator }: ConditionTest): boolean => !WITHOUT_VALUE.has(operator);

  protected add(): void {
    const taken = new Set(this.value().map(({ id }) => id));
    let number = this.value().length + 1;
    while (taken.has(`case-${number}`)) number++;
    this.changed.emit([...this.value(), { id: `case-${number}`, name: '', match: 'all', tests: [this.freshTest()] }]);
  }

  protected put(at: number, change: Partial<Case>): void {
    this.changed.emit(this.value().map((each, place) => (place === at ? { ...each, ...change } : each)));
  }

  protected remove(at: number): void {
    this.changed.emit(this.value().filter((_, place) => place !== at));
  }

  protected addTest(at: number, { tests }: Case): void {
    this.put(at, { tests: [...tests, this.freshTest()] });
  }

  protected putTest(
    at: number,
    { tests }: Case,
    place: number,
    change: Partial<Record<keyof ConditionTest, string>>,
  ): void {
    this.put(at, {
      tests: tests.map((test, each) => (each === place ? ({ ...test, ...change } as ConditionTest) : test)),
    });
  }

  protected removeTest(at: number, { tests }: Case, place: number): void {
    this.put(at, { tests: tests.filter((_, each) => each !== place) });
  }

  private freshTest = (): ConditionTest => ({
    variable: this.names()[0] ?? 'caller.number',
    operator: 'equals',
    value: '',
  });

  private options(family: string, codes: readonly string[]): Option<string>[] {
    return codes.map((value) => ({ value, label: this.vocabulary.word(family, value) }));
  }
}
