import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CampaignRecord } from '#contracts';
import { EmptyState } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { InstantPipe } from '../../platform/time/format-pipes';
import { FieldDefinitions } from './field-definitions';
import { intoCampaign } from './into-campaign-dialog';

/** Campaigns that a contact is in, with what is the record's own there. */
@Component({
  selector: 'app-contact-records',
  imports: [MatButtonModule, MatIconModule, RouterLink, TranslocoDirective, EmptyState, InstantPipe],
  template: `
    <ng-container *transloco="let t">
      <header>
        <h2>{{ t('records.title') }}</h2>
        @if (mayPutIn) {
          <button matButton type="button" (click)="putIn()">
            <mat-icon svgIcon="add" />{{ t('records.intoCampaign') }}
          </button>
        }
      </header>
      @if (rows().length === 0) {
        <ui-empty-state icon="numbers" [title]="t('records.none')" />
      }
      @for (record of rows(); track record.id) {
        <article>
          @if (maySeeCampaigns && record.campaign.name) {
            <a [routerLink]="['/campaigns', record.campaign.id, 'records', record.id]"
              ><strong>{{ record.campaign.name }}</strong></a
            >
          } @else {
            <strong>{{ record.campaign.name ?? t('records.unknownCampaign') }}</strong>
          }
          <dl>
            @for (fact of factsOf(record); track fact.label) {
              <div>
                <dt>{{ fact.translated ? t(fact.label) : fact.label }}</dt>
                <dd>{{ fact.value }}</dd>
              </div>
            }
            <div>
              <dt>{{ t('records.added') }}</dt>
              <dd>
                {{ record.createdAt | instant: 'date' }} ·
                {{ record.source.kind === 'manual' ? t('records.byHand') : record.source.name }}
              </dd>
            </div>
          </dl>
        </article>
      }
    </ng-container>
  `,
  styles: `
    header {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 4px 12px;
    }
    article {
      padding: 10px 0;
      border-top: 1px solid var(--cc-line);
    }
    article:first-of-type {
      border-top: 0;
    }
    dl {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 20px;
      margin: 6px 0 0;
    }
    dt {
      font-size: 12px;
      color: var(--cc-muted);
    }
    dd {
      margin: 0;
      overflow-wrap: anywhere;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContactRecords {
  readonly contactId = input.required<string>();
  readonly name = input.required<string>();
  readonly change = input('');
  private readonly dialog = inject(MatDialog);
  private readonly session = inject(Session);
  protected readonly maySeeCampaigns = this.session.may('campaigns.view');
  protected readonly mayPutIn = this.maySeeCampaigns && this.session.may('records.manage');
  private readonly api = inject(Api);
  private readonly definitions = inject(FieldDefinitions);
  private readonly records = resource({
    params: () => ({ contactId: this.contactId(), change: this.change() }),
    loader: ({ params: { contactId } }) => this.api.page<CampaignRecord>('/records', { contactId, limit: 100 }),
  });
  protected readonly rows = computed(() => (this.records.hasValue() ? this.records.value().items : []));

  protected putIn(): void {
    intoCampaign(this.dialog, { contactId: this.contactId(), name: this.name() }, () => this.records.reload());
  }

  protected factsOf({ externalKey, priority, fields, campaign }: CampaignRecord) {
    const own = this.definitions
      .of(campaign.id)
      .filter(({ key }) => fields[key] !== undefined && fields[key] !== null)
      .map(({ key, label }) => ({ label, value: String(fields[key]), translated: false }));
    return [
      ...(externalKey === null ? [] : [{ label: 'records.externalKey', value: externalKey, translated: true }]),
      ...(priority === 0 ? [] : [{ label: 'records.priority', value: String(priority), translated: true }]),
      ...own,
    ];
  }
}
