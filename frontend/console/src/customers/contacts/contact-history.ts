import { ChangeDetectionStrategy, Component, inject, input, resource } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { ContactHistoryEntry } from '#contracts';
import { EmptyState, ErrorState, Skeleton } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { InstantPipe } from '../../platform/time/format-pipes';
import { phoneText } from '../../platform/time/formats';

const ICONS: Readonly<Record<string, string>> = {
  call: 'calls',
  record: 'numbers',
  consent: 'check',
  merge: 'conference',
};

/** Everything that happened with a contact, over all campaigns and channels, the newest first. */
@Component({
  selector: 'app-contact-history',
  imports: [MatIconModule, RouterLink, TranslocoDirective, EmptyState, ErrorState, Skeleton, InstantPipe],
  template: `
    <ng-container *transloco="let t">
      <h2>{{ t('contactHistory.title') }}</h2>
      @if (entries.error(); as error) {
        <ui-error-state [message]="problems.of(error)" (retry)="entries.reload()" />
      } @else if (!entries.hasValue()) {
        <ui-skeleton [rows]="5" />
      } @else if (entries.value().length === 0) {
        <ui-empty-state icon="history" [title]="t('contactHistory.empty')" />
      } @else {
        <ol>
          @for (entry of entries.value(); track entry.kind + entry.id) {
            <li>
              <mat-icon [svgIcon]="icon(entry)" aria-hidden="true" />
              <div>
                @if (entry.path) {
                  <a [routerLink]="entry.path">{{ title(entry) }}</a>
                } @else {
                  <strong>{{ title(entry) }}</strong>
                }
                @if (detail(entry); as text) {
                  <p class="muted">{{ text }}</p>
                }
              </div>
              <time class="muted tabular">{{ entry.at | instant }}</time>
            </li>
          }
        </ol>
      }
    </ng-container>
  `,
  styles: `
    ol {
      list-style: none;
      margin: 0;
      padding: 0;
    }
    li {
      display: grid;
      grid-template-columns: 24px 1fr auto;
      gap: 4px 12px;
      align-items: start;
      padding: 10px 0;
      border-top: 1px solid var(--cc-line);
    }
    li:first-child {
      border-top: 0;
    }
    p {
      margin: 2px 0 0;
      overflow-wrap: anywhere;
    }
    time {
      font-size: 12px;
      white-space: nowrap;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContactHistory {
  readonly contactId = input.required<string>();
  /** Another word after each change of the contact. */
  readonly change = input('');
  private readonly api = inject(Api);
  private readonly transloco = inject(TranslocoService);
  protected readonly problems = inject(ProblemText);
  protected readonly entries = resource({
    params: () => ({ id: this.contactId(), change: this.change() }),
    loader: ({ params }) => this.api.get<ContactHistoryEntry[]>(`/contacts/${params.id}/history`),
  });

  protected icon = ({ kind, facts }: ContactHistoryEntry): string =>
    facts['state'] === 'withdrawn' ? 'clear' : (ICONS[kind] ?? 'info');

  protected title({ kind, facts }: ContactHistoryEntry): string {
    const say = (key: string, params = {}) => this.transloco.translate<string>(key, params);
    switch (kind) {
      case 'call': {
        const outcome = facts['outcome'] === null ? '' : say(`outcomes.${facts['outcome']}`);
        return [say(`directions.${facts['direction']}`), outcome].filter(Boolean).join(' · ');
      }
      case 'record':
        return say('contactHistory.record', { campaign: facts['campaign'] ?? say('records.unknownCampaign') });
      case 'consent': {
        const what = `${say(`consentChannels.${facts['channel']}`)}, ${facts['purpose']}`;
        return `${say(`consentStates.${facts['state']}`)}: ${what}`;
      }
      default:
        return say('contactHistory.merge', { name: facts['name'] ?? '' });
    }
  }

  protected detail({ kind, facts }: ContactHistoryEntry): string {
    const number = typeof facts['number'] === 'string' ? phoneText(facts['number']) : null;
    const parts =
      kind === 'call'
        ? [number, facts['agent'], facts['queue'], facts['classifier'], facts['note']]
        : [facts['sourceKind'] === 'manual' ? this.transloco.translate<string>('records.byHand') : facts['source']];
    return parts.filter((part) => part !== null && part !== undefined && part !== '').join(' · ');
  }
}
