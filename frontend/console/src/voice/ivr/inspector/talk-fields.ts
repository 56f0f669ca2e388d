import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatSlideToggleModule } from '@angular/material/slide-toggle';
import { TranslocoDirective } from '@jsverse/transloco';
import type { FlowNode } from '#contracts';
import type { Option } from '../../../../../ui';
import { Vocabulary } from '../../../platform/language/vocabulary';
import { FlowDraft } from '../flow-draft';
import { FlowSelection } from '../flow-selection';
import { FlowWords } from '../flow-words';
import { nodeIssues } from '../graph/node-issues';
import { IssueTextPipe } from './issue-text';
import { OptionsField } from './options-field';
import { PlainNumber } from './plain-number';
import { PlainSelect } from './plain-select';
import { PlainText } from './plain-text';
import { RuleField } from './rule-field';
import { SpokenField } from './spoken-field';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'];

/** Fields of the nodes that speak to the caller and listen to his keys. */
@Component({
  selector: 'app-talk-fields',
  imports: [
    MatSlideToggleModule,
    TranslocoDirective,
    IssueTextPipe,
    OptionsField,
    PlainNumber,
    PlainSelect,
    PlainText,
    RuleField,
    SpokenField,
  ],
  templateUrl: './talk-fields.html',
  styleUrl: './kind-fields.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TalkFields {
  readonly of = input.required<FlowNode>();
  protected readonly draft = inject(FlowDraft);
  protected readonly selection = inject(FlowSelection);
  protected readonly words = inject(FlowWords);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly issues = computed(() => nodeIssues(this.of()));
  protected readonly keys = KEYS.map((value): Option<string> => ({ value, label: value }));
  protected readonly terminators = (): Option<string>[] =>
    ['#', '*', 'none'].map((value) => ({
      value,
      label: value === 'none' ? this.vocabulary.word('ivr.terminators', value) : value,
    }));
}
