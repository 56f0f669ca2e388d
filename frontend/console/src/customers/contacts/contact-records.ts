import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CampaignRecord } from '#contracts';
import { EmptyState } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { InstantPipe } from '../../platform/time/format-pipes';
import { FieldDefinitions } from './field-definitions';

/** Campaigns that a contact is in, with what is the record's own there. */
@Component({
  selector: 'app-contact-records',
  imports: [TranslocoDirective, EmptyState, InstantPipe],
  template: `
    <ng-container *transloco="let t">
      <h2>{{ t('records.title') }}</h2>
      @if (rows().length === 0) {
        <ui-empty-state icon="numbers" [title]="t('records.none')" />
      }
      @for (record of rows(); track record.id) {
        <article>
          <strong>{{ record.campaign.name ?? t('records.unknownCampaign') }}</strong>
          <dl>
            @for (fact of factsOf(record); track fact.label) {
              <div>
                <dt>{{ fact.translated ? t(fact.label) : fact.label }}</dt>
                <dd>{{ fact.value }}</dd>
              </div>
            }
            <div>
              <dt>{{ t('records.added') }}</dt>
              <dd>{{ record.createdAt | instant: 'date' }} · {{ record.source.name }}</dd>
            </div>
          </dl>
        </article>
      }
    </ng-container>
  `,
  styles: `
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
  readonly change = input('');
  private readonly api = inject(Api);
  private readonly definitions = inject(FieldDefinitions);
  private readonly records = resource({
    params: () => ({ contactId: this.contactId(), change: this.change() }),
    loader: ({ params: { contactId } }) => this.api.page<CampaignRecord>('/records', { contactId, limit: 100 }),
  });
  protected readonly rows = computed(() => (this.records.hasValue() ? this.records.value().items : []));

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
