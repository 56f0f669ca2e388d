import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatSnackBar } from '@angular/material/snack-bar';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { Contact, ContactDuplicate } from '#contracts';
import { EmptyState, ErrorState, PageHeader, Skeleton, StatusChip } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe, PhonePipe } from '../../platform/time/format-pipes';

type Side = ContactDuplicate['one'];
const UNDO_MS = 10_000;

/** Pairs of contacts that are probably one person: two clicks decide, one takes a merge back. */
@Component({
  selector: 'app-duplicates-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    RouterLink,
    TranslocoDirective,
    EmptyState,
    ErrorState,
    PageHeader,
    Skeleton,
    StatusChip,
    InstantPipe,
    PhonePipe,
  ],
  template: `
    <ng-container *transloco="let t">
      <ui-page-header [title]="t('nav.duplicates')" [back]="contactId() ? '/contacts/' + contactId() : undefined" />
      @if (pairs.error(); as error) {
        <div class="card"><ui-error-state [message]="problems.of(error)" (retry)="pairs.reload()" /></div>
      } @else if (!pairs.hasValue()) {
        <div class="card"><ui-skeleton [rows]="6" /></div>
      } @else if (pairs.value().items.length === 0) {
        <div class="card">
          <ui-empty-state icon="check" [title]="t('duplicates.empty')" [hint]="t('duplicates.emptyHint')" />
        </div>
      } @else {
        @for (pair of pairs.value().items; track pair.one.id + pair.other.id) {
          <article class="card">
            <header>
              @for (reason of pair.reasons; track reason) {
                <ui-status-chip [tone]="reason.startsWith('same') ? 'ok' : 'warn'">{{
                  t('matchReasons.' + reason)
                }}</ui-status-chip>
              }
              <span class="spacer"></span>
              <button matButton type="button" [disabled]="busy()" (click)="dismiss(pair)">
                {{ t('duplicates.twoPeople') }}
              </button>
            </header>
            <div class="sides">
              @for (side of [pair.one, pair.other]; track side.id) {
                <section>
                  <h2>
                    <a [routerLink]="['/contacts', side.id]">{{ nameOf(side) }}</a>
                  </h2>
                  <dl>
                    @if (side.company) {
                      <dt>{{ t('contacts.company') }}</dt>
                      <dd>{{ side.company }}</dd>
                    }
                    <dt>{{ t('contacts.phones') }}</dt>
                    <dd class="tabular">
                      @for (phone of side.phones; track phone) {
                        <span>{{ phone | phone }}</span>
                      } @empty {
                        –
                      }
                    </dd>
                    <dt>{{ t('contacts.emails') }}</dt>
                    <dd>{{ side.emails.join(', ') || '–' }}</dd>
                    <dt>{{ t('duplicates.records') }}</dt>
                    <dd>{{ side.records }}</dd>
                    <dt>{{ t('contacts.updated') }}</dt>
                    <dd>{{ side.updatedAt | instant }}</dd>
                  </dl>
                  <button matButton="tonal" type="button" [disabled]="busy()" (click)="merge(side, pair)">
                    <mat-icon svgIcon="conference" />{{ t('duplicates.keep') }}
                  </button>
                </section>
              }
            </div>
          </article>
        }
        @if (pairs.value().next) {
          <p class="muted">{{ t('duplicates.more') }}</p>
        }
      }
    </ng-container>
  `,
  styles: `
    article {
      max-width: 1080px;
      margin-bottom: 16px;
      padding: 12px 20px 16px;
    }
    header {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px;
      margin-bottom: 8px;
    }
    .spacer {
      flex: 1;
    }
    .sides {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 280px), 1fr));
      gap: 16px 32px;
    }
    dl {
      display: grid;
      grid-template-columns: minmax(90px, auto) 1fr;
      gap: 4px 12px;
      margin: 8px 0 12px;
    }
    dt {
      color: var(--cc-muted);
      font-size: 12px;
      line-height: 20px;
    }
    dd {
      margin: 0;
      overflow-wrap: anywhere;
    }
    dd span {
      display: block;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DuplicatesPage {
  /** Of the address: only pairs of one contact. */
  readonly contactId = input<string>();
  private readonly api = inject(Api);
  private readonly bar = inject(MatSnackBar);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly problems = inject(ProblemText);
  protected readonly busy = signal(false);
  private readonly query = computed(() => ({ contactId: this.contactId() ?? null, limit: 20 }));
  protected readonly pairs = resource({
    params: this.query,
    loader: ({ params }) => this.api.page<ContactDuplicate>('/contact-duplicates', params),
  });

  protected nameOf = ({ firstName, lastName, company }: Side): string =>
    `${firstName} ${lastName}`.trim() || company || '–';

  protected async merge(golden: Side, { one, other }: ContactDuplicate): Promise<void> {
    const merged = golden.id === one.id ? other : one;
    let mergeId = '';
    const done = await this.doing(async () => {
      const answer = await this.api.post<{ mergeId: string; contact: Contact }>(`/contacts/${golden.id}/merges`, {
        mergedId: merged.id,
      });
      mergeId = answer.mergeId;
    });
    if (!done) return;
    const say = (key: string) => this.transloco.translate<string>(key);
    this.bar
      .open(say('duplicates.mergedNow'), say('duplicates.undo'), { duration: UNDO_MS })
      .onAction()
      .subscribe(() => void this.doing(() => this.api.post(`/contact-merges/${mergeId}/undo`)));
  }

  protected dismiss({ one, other }: ContactDuplicate): Promise<boolean> {
    return this.doing(() => this.api.post('/contact-duplicates/dismiss', { oneId: one.id, otherId: other.id }));
  }

  private async doing(work: () => Promise<unknown>): Promise<boolean> {
    this.busy.set(true);
    const done = await this.toasts.try(work);
    this.busy.set(false);
    this.pairs.reload();
    return done;
  }
}
