import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { FlowNode, FlowTransferTarget } from '#contracts';
import type { Option } from '../../../../../ui';
import { Vocabulary } from '../../../platform/language/vocabulary';
import { FlowDraft } from '../flow-draft';
import { FlowSelection } from '../flow-selection';
import { FlowWords } from '../flow-words';
import { nodeIssues } from '../graph/node-issues';
import { CasesField } from './cases-field';
import { HoursField } from './hours-field';
import { IssueTextPipe } from './issue-text';
import { PairsField, type Pair } from './pairs-field';
import { PlainNumber } from './plain-number';
import { PlainSelect } from './plain-select';
import { PlainText } from './plain-text';
import { SkillsField } from './skills-field';

const FRESH_TARGETS: { readonly [Kind in FlowTransferTarget['kind']]: Extract<FlowTransferTarget, { kind: Kind }> } = {
  number: { kind: 'number', number: '' },
  extension: { kind: 'extension', extension: '' },
  agent: { kind: 'agent', agentId: null },
};
const LANGUAGE_CODES = ['pl', 'en', 'uk', 'de', 'cs', 'sk', 'fr', 'es', 'it', 'ru', 'lt'];

/** Fields of the nodes that decide and of those that lead the caller on. */
@Component({
  selector: 'app-node-fields',
  imports: [
    TranslocoDirective,
    CasesField,
    HoursField,
    IssueTextPipe,
    PairsField,
    PlainNumber,
    PlainSelect,
    PlainText,
    SkillsField,
  ],
  templateUrl: './node-fields.html',
  styleUrl: './kind-fields.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NodeFields {
  readonly of = input.required<FlowNode>();
  protected readonly draft = inject(FlowDraft);
  protected readonly selection = inject(FlowSelection);
  protected readonly words = inject(FlowWords);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly issues = computed(() => nodeIssues(this.of()));
  protected readonly targetKinds = (): Option<string>[] =>
    Object.keys(FRESH_TARGETS).map((value) => ({ value, label: this.vocabulary.word('ivr.targets', value) }));
  protected readonly methods: readonly Option<string>[] = ['GET', 'POST'].map((value) => ({ value, label: value }));
  protected readonly languages = (own: string): Option<string>[] =>
    [...new Set([...LANGUAGE_CODES, own])].map((value) => ({ value, label: this.words.language(value) }));

  protected target(kind: string): FlowTransferTarget {
    return FRESH_TARGETS[kind as FlowTransferTarget['kind']];
  }

  protected pairs<Item extends object>(items: readonly Item[], left: keyof Item, right: keyof Item): Pair[] {
    return items.map((item) => [String(item[left]), String(item[right])]);
  }

  protected items(pairs: readonly Pair[], left: string, right: string): object[] {
    return pairs.map(([one, other]) => ({ [left]: one, [right]: other }));
  }
}
