import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { DigitsRule } from '#contracts';
import { Vocabulary } from '../../../platform/language/vocabulary';
import type { NodeIssue } from '../graph/node-issues';
import { IssueTextPipe } from './issue-text';
import { PlainNumber } from './plain-number';
import { PlainSelect } from './plain-select';
import { PlainText } from './plain-text';

const FRESH: { readonly [Kind in DigitsRule['kind']]: Extract<DigitsRule, { kind: Kind }> } = {
  any: { kind: 'any' },
  mask: { kind: 'mask', mask: 'NNNNNN' },
  range: { kind: 'range', from: 1, to: 100 },
  'one-of': { kind: 'one-of', values: [] },
  checksum: { kind: 'checksum', of: 'pesel' },
};

/** Which entries are taken as right, beside their length. */
@Component({
  selector: 'app-rule-field',
  imports: [TranslocoDirective, IssueTextPipe, PlainNumber, PlainSelect, PlainText],
  template: `
    <ng-container *transloco="let t">
      @let rule = value();
      <app-plain-select
        [label]="t('ivr.rule')"
        [value]="rule.kind"
        [options]="kinds()"
        [disabled]="disabled()"
        (changed)="choose($event)"
      />
      @switch (rule.kind) {
        @case ('mask') {
          <app-plain-text
            [label]="t('ivr.mask')"
            [hint]="t('ivr.maskHint')"
            [value]="rule.mask"
            [error]="issues() | issueText: 'rule.mask'"
            [disabled]="disabled()"
            (changed)="changed.emit({ kind: 'mask', mask: $event })"
          />
        }
        @case ('range') {
          <div class="pair">
            <app-plain-number
              [label]="t('ivr.from')"
              [value]="rule.from"
              [error]="issues() | issueText: 'rule.from'"
              [disabled]="disabled()"
              (changed)="changed.emit({ kind: 'range', from: $event ?? 0, to: rule.to })"
            />
            <app-plain-number
              [label]="t('ivr.to')"
              [value]="rule.to"
              [error]="issues() | issueText: 'rule.to'"
              [disabled]="disabled()"
              (changed)="changed.emit({ kind: 'range', from: rule.from, to: $event ?? 0 })"
            />
          </div>
        }
        @case ('one-of') {
          <app-plain-text
            [label]="t('ivr.allowed')"
            [hint]="t('ivr.allowedHint')"
            [value]="rule.values.join(', ')"
            [disabled]="disabled()"
            (changed)="changed.emit({ kind: 'one-of', values: entries($event) })"
          />
        }
        @case ('checksum') {
          <app-plain-select
            [label]="t('ivr.checksum')"
            [value]="rule.of"
            [options]="checksums()"
            [disabled]="disabled()"
            (changed)="choose('checksum', $event)"
          />
        }
      }
    </ng-container>
  `,
  styleUrl: './rows.scss',
  styles: `
    :host {
      display: grid;
      gap: 12px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RuleField {
  readonly value = input.required<DigitsRule>();
  readonly issues = input.required<readonly NodeIssue[]>();
  readonly disabled = input(false);
  readonly changed = output<DigitsRule>();
  private readonly vocabulary = inject(Vocabulary);
  protected readonly kinds = computed(() => this.options('ivr.rules', Object.keys(FRESH)));
  protected readonly checksums = computed(() => this.options('ivr.checksums', ['pesel', 'nip', 'luhn']));

  protected choose(kind: string, of?: string): void {
    const rule = FRESH[kind as DigitsRule['kind']];
    this.changed.emit(of === undefined ? rule : ({ kind: 'checksum', of } as DigitsRule));
  }

  protected entries(text: string): string[] {
    return text
      .split(/[\s,;]+/)
      .map((entry) => entry.replace(/[^0-9*#]/g, ''))
      .filter(Boolean);
  }

  private options(family: string, codes: readonly string[]) {
    return codes.map((value) => ({ value, label: this.vocabulary.word(family, value) }));
  }
}
