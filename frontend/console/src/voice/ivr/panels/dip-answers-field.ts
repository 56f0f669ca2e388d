import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { SaveTestCase } from '#contracts';
import { Vocabulary } from '../../../platform/language/vocabulary';
import { FlowDraft } from '../flow-draft';
import { FlowWords } from '../flow-words';
import { PlainSelect } from '../inspector/plain-select';
import { PlainText } from '../inspector/plain-text';

type Dips = SaveTestCase['given']['dips'];
type Answer = Dips[number]['answer'];

/** What the other systems answer in a test: each data dip of the flow gets a body, or fails. */
@Component({
  selector: 'app-dip-answers-field',
  imports: [TranslocoDirective, PlainSelect, PlainText],
  template: `
    <ng-container *transloco="let t">
      @for (dip of dips(); track dip.id) {
        <app-plain-select
          [label]="t('ivr.dipAnswer', { node: dip.name })"
          [value]="dip.choice"
          [options]="choices()"
          (changed)="choose(dip.id, $event)"
        />
        @if (dip.choice === 'answers') {
          <app-plain-text
            bare
            [lines]="3"
            [label]="t('ivr.dipBody')"
            [placeholder]="t('ivr.dipBody')"
            [value]="dip.body"
            [error]="dip.wrong ? t('ivr.notJson') : ''"
            (changed)="put(dip.id, { status: 200, body: parsed($event) })"
          />
        }
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DipAnswersField {
  readonly value = input.required<Dips>();
  readonly changed = output<Dips>();
  private readonly draft = inject(FlowDraft);
  private readonly words = inject(FlowWords);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly choices = () => this.vocabulary.options('ivr.dips', ['timed-out', 'unreachable', 'answers']);
  protected readonly dips = computed(() =>
    this.draft
      .document()
      .nodes.filter(({ kind }) => kind === 'data-dip')
      .map((node) => {
        const answer = this.value().find(({ nodeId }) => nodeId === node.id)?.answer;
        const body = answer && 'status' in answer ? answer.body : undefined;
        // A text is what could not be read as JSON yet.
        const wrong = typeof body === 'string';
        return {
          id: node.id,
          name: this.words.title(node),
          choice: answer && 'failure' in answer ? answer.failure : answer ? 'answers' : 'unreachable',
          body: wrong ? body : body === undefined ? '' : JSON.stringify(body),
          wrong,
        };
      }),
  );

  protected choose(nodeId: string, choice: string): void {
    this.put(
      nodeId,
      choice === 'answers' ? { status: 200, body: {} } : { failure: choice as 'timed-out' | 'unreachable' },
    );
  }

  protected put(nodeId: string, answer: Answer): void {
    this.changed.emit([...this.value().filter((each) => each.nodeId !== nodeId), { nodeId, answer }]);
  }

  protected parsed(text: string): unknown {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return text;
    }
  }
}
