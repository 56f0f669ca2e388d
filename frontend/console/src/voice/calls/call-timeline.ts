import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { TimelineEntry } from '#contracts';
import { Vocabulary } from '../../platform/language/vocabulary';
import { InstantPipe } from '../../platform/time/format-pipes';
import { sentenceOf, sentenceParams, type Names } from './timeline-sentence';

/** What happened to the call, step by step, in sentences. */
@Component({
  selector: 'app-call-timeline',
  imports: [TranslocoDirective, InstantPipe],
  template: `
    <ol *transloco="let t">
      @for (entry of entries(); track entry.position) {
        <li>
          <time>{{ entry.at | instant: 'seconds' }}</time>
          <span>{{ t('timeline.' + sentence(entry), params(entry)) }}</span>
        </li>
      }
    </ol>
  `,
  styles: `
    ol {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      position: relative;
      display: grid;
      grid-template-columns: 76px 1fr;
      gap: 20px;
      padding: 5px 0;
    }
    li::before {
      content: '';
      position: absolute;
      left: 82px;
      top: 12px;
      width: 7px;
      height: 7px;
      border-radius: 50%;
      background: var(--mat-sys-primary);
    }
    li:not(:last-child)::after {
      content: '';
      position: absolute;
      left: 85px;
      top: 19px;
      bottom: -12px;
      width: 1px;
      background: var(--cc-line-strong);
    }
    time {
      color: var(--cc-muted);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CallTimeline {
  readonly entries = input.required<readonly TimelineEntry[]>();
  readonly names = input.required<Names>();
  private readonly vocabulary = inject(Vocabulary);

  protected readonly sentence = sentenceOf;

  protected params(entry: TimelineEntry): Record<string, string> {
    return timelineParams(entry, this.names(), this.vocabulary);
  }
}

/** What the sentence of a step needs, in the words of the screen's language. */
export function timelineParams(entry: TimelineEntry, names: Names, vocabulary: Vocabulary): Record<string, string> {
  const { cause = '–', endedBy = '–', ...params } = sentenceParams(entry, names);
  return { ...params, cause: vocabulary.word('causes', cause), endedBy: vocabulary.word('endedBy', endedBy) };
}
