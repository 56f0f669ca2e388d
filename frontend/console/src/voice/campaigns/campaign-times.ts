import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { followControl, SelectField, TextField, ToggleField } from '../../../../ui';
import { Vocabulary } from '../../platform/language/vocabulary';
import { openingRow } from '../../work/queues/queue-rules-form';
import { RuleRows } from '../../work/queues/rule-rows';
import type { CampaignForm } from './campaign-form';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** When people are called. */
@Component({
  selector: 'app-campaign-times',
  imports: [TranslocoDirective, SelectField, TextField, ToggleField, RuleRows],
  template: `
    <ng-container *transloco="let t">
      @let fields = form().controls;
      <h2>{{ t('campaigns.when') }}</h2>
      <ui-toggle-field
        [control]="fields.hours.controls.limited"
        [label]="t('campaigns.limited')"
        [hint]="t('campaigns.limitedHint')"
      />
      <ui-toggle-field [control]="fields.zoneOfNumber" [label]="t('campaigns.zone')" [hint]="t('campaigns.zoneHint')" />
      @if (fields.hours.controls.limited.value) {
        <app-rule-rows
          [rows]="fields.hours.controls.openings"
          [label]="t('queues.openings')"
          [hint]="t('campaigns.openingsHint')"
          [addLabel]="t('queues.addOpening')"
          (added)="add()"
        >
          <ng-template let-row>
            <ui-select-field [control]="row.controls.weekday" [label]="t('queues.weekday')" [options]="weekdays()" />
            <ui-text-field [control]="row.controls.from" [label]="t('queues.from')" />
            <ui-text-field [control]="row.controls.to" [label]="t('queues.to')" />
          </ng-template>
        </app-rule-rows>
        <ui-toggle-field [control]="fields.hours.controls.closedOnHolidays" [label]="t('campaigns.closedOnHolidays')" />
        <ui-text-field
          [control]="fields.hours.controls.daysOff"
          [label]="t('queues.daysOff')"
          [hint]="t('queues.daysOffHint')"
        />
      }
      <ui-toggle-field
        class="wide"
        [control]="fields.quiet"
        [label]="t('campaigns.quiet')"
        [hint]="t('campaigns.quietHint')"
      />
      @if (fields.quiet.value) {
        <ui-text-field [control]="fields.quietHours.controls.from" [label]="t('campaigns.quietFrom')" />
        <ui-text-field [control]="fields.quietHours.controls.to" [label]="t('campaigns.quietTo')" />
      }
    </ng-container>
  `,
  styles: ':host { display: contents; }',
  host: { class: 'part' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CampaignTimes {
  readonly form = input.required<CampaignForm>();
  private readonly vocabulary = inject(Vocabulary);

  constructor() {
    followControl(this.form);
  }

  /** The day after the last one, so that a week is quickly entered. */
  protected add(): void {
    const rows = this.form().controls.hours.controls.openings;
    const last = rows.at(-1)?.getRawValue();
    rows.push(openingRow(last && { ...last, weekday: (last.weekday % 7) + 1 }));
    rows.markAsDirty();
  }

  protected weekdays = () => this.vocabulary.options('queues.weekdays', WEEKDAYS);
}
