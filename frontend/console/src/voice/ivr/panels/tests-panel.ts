import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatSlideToggleModule } from '@angular/material/slide-toggle';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { FlowTestCase, SaveTestCase, TestResult } from '#contracts';
import { EmptyState, StatusChip, UsageBar } from '../../../../../ui';
import { Vocabulary } from '../../../platform/language/vocabulary';
import { Toasts } from '../../../platform/look/toasts';
import { FlowChecks } from '../flow-checks';
import { FlowDraft } from '../flow-draft';
import { FlowWords } from '../flow-words';
import { nodeOf } from '../graph/edit-document';
import { TestCaseForm } from './test-case-form';

/** Calls without a phone: what each expects, whether it passed, and which branches nobody tries. */
@Component({
  selector: 'app-tests-panel',
  imports: [
    MatButtonModule,
    MatIconModule,
    MatSlideToggleModule,
    TranslocoDirective,
    EmptyState,
    StatusChip,
    UsageBar,
    TestCaseForm,
  ],
  templateUrl: './tests-panel.html',
  styleUrl: './tests-panel.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TestsPanel {
  protected readonly checks = inject(FlowChecks);
  protected readonly draft = inject(FlowDraft);
  private readonly words = inject(FlowWords);
  private readonly vocabulary = inject(Vocabulary);
  private readonly transloco = inject(TranslocoService);
  private readonly toasts = inject(Toasts);
  /** The case in the form; `new` for a further one. */
  protected readonly edited = signal<FlowTestCase | 'new' | null>(null);
  protected readonly known = computed(() => {
    const edited = this.edited();
    return edited === 'new' ? null : edited;
  });

  protected async save(body: SaveTestCase): Promise<void> {
    if (await this.toasts.try(() => this.checks.save(body, this.known()))) {
      this.edited.set(null);
      await this.checks.run();
    }
  }

  protected async remove(test: FlowTestCase): Promise<void> {
    if (await this.toasts.try(() => this.checks.remove(test), 'ui.deleted')) this.edited.set(null);
  }

  protected showWay(result: TestResult): void {
    this.checks.shown.update((shown) => (shown === result ? null : result));
  }

  protected failure({ rule, of, expected, actual }: TestResult['failures'][number]): string {
    const name = rule === 'passes' ? this.nodeName(of ?? expected) : (of ?? '');
    const word = (text: string): string =>
      rule === 'end' ? this.vocabulary.word('ivr.ends', text) : rule === 'target' ? this.targetName(text) : text;
    return this.transloco.translate(`ivr.failures.${rule}`, {
      of: name,
      expected: word(expected) || '–',
      actual: word(actual) || '–',
    });
  }

  private nodeName(id: string): string {
    const node = nodeOf(this.draft.document(), id);
    return node ? this.words.title(node) : id;
  }

  private targetName(text: string): string {
    const known = [this.words.queues, this.words.agents].map((each) => each.nameOf(text)).find((name) => name !== '–');
    return known ?? text;
  }
}
