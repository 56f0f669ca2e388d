import { ChangeDetectionStrategy, Component, inject, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ConsentPurpose } from '#contracts';
import { ErrorState, PageHeader, Skeleton, StatusChip } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';

/** What consents are given for; those that are used first, archived ones below. */
@Component({
  selector: 'app-consent-purposes-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    RouterLink,
    TranslocoDirective,
    ErrorState,
    PageHeader,
    Skeleton,
    StatusChip,
  ],
  template: `
    <ng-container *transloco="let t">
      <ui-page-header [title]="t('consents.purposes')" back="/consents">
        <a matButton="filled" routerLink="/consents/purposes/new">
          <mat-icon svgIcon="add" />{{ t('consents.newPurpose') }}
        </a>
      </ui-page-header>
      <div class="card list">
        @if (purposes.error(); as error) {
          <ui-error-state [message]="problems.of(error)" (retry)="purposes.reload()" />
        } @else if (!purposes.hasValue()) {
          <ui-skeleton [rows]="3" />
        } @else {
          @for (each of purposes.value(); track each.id) {
            <a [routerLink]="['/consents/purposes', each.id]">
              <span class="name">
                <strong>{{ each.name }}</strong>
                <span class="muted">{{ t('consentBases.' + each.basis) }}</span>
              </span>
              <span class="channels muted">
                @for (channel of each.channels; track channel) {
                  <span>{{ t('consentChannels.' + channel) }}</span>
                }
              </span>
              <ui-status-chip [tone]="each.active ? 'ok' : 'quiet'">{{
                t(each.active ? 'consents.inUse' : 'consents.archived')
              }}</ui-status-chip>
            </a>
          }
        }
      </div>
    </ng-container>
  `,
  styles: `
    .list {
      max-width: 960px;
    }
    a:not([matButton]) {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 16px;
      padding: 12px 20px;
      border-top: 1px solid var(--cc-line);
      color: inherit;
      text-decoration: none;
    }
    .list > a:first-child {
      border-top: 0;
    }
    .name {
      display: grid;
      flex: 1 1 220px;
      overflow-wrap: anywhere;
    }
    .channels {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 12px;
      flex: 1 1 240px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ConsentPurposesPage {
  private readonly api = inject(Api);
  protected readonly problems = inject(ProblemText);
  protected readonly purposes = resource({ loader: () => this.api.get<ConsentPurpose[]>('/consent-purposes') });
}
