import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { AlertRule } from '#contracts';
import { Cell, StatusChip, type ListColumn } from '../../../../ui';
import { Session } from '../../platform/identity/session';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { AlertWords } from './alert-words';
import { SEVERITY_TONES } from './alerts-page';

/** Rules of alerts: own ones, and those that tell me. */
@Component({
  selector: 'app-alert-rules-page',
  imports: [TranslocoDirective, Cell, StatusChip, SourceList],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('alerts.rules')"
      back="/alerts"
      [newLink]="mayEdit ? '/alerts/rules/new' : null"
      [newLabel]="t('alerts.newRule')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [exportable]="false"
      [emptyTitle]="t('alerts.noRules')"
      [emptyHint]="t('alerts.noRulesHint')"
    >
      <ng-template uiCell="condition" [uiCellOf]="source.rows()" let-rule>{{ condition(rule) }}</ng-template>
      <ng-template uiCell="severity" [uiCellOf]="source.rows()" let-rule>
        <ui-status-chip [tone]="tones[rule.severity]">{{ t('alertSeverities.' + rule.severity) }}</ui-status-chip>
      </ng-template>
      <ng-template uiCell="state" [uiCellOf]="source.rows()" let-rule>
        @if (!rule.active) {
          <ui-status-chip tone="quiet">{{ t('alerts.paused') }}</ui-status-chip>
        } @else if (rule.firing > 0) {
          <ui-status-chip tone="bad">{{ t('alerts.firing', { count: rule.firing }) }}</ui-status-chip>
        } @else {
          <ui-status-chip tone="ok">{{ t('alerts.calm') }}</ui-status-chip>
        }
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AlertRulesPage {
  protected readonly mayEdit = inject(Session).may('alerts.manage');
  private readonly words = inject(AlertWords);
  private readonly known = signal(false);
  protected readonly tones = SEVERITY_TONES;
  protected readonly source = listSource<AlertRule>({ path: '/alert-rules', sort: 'name' });
  protected readonly columns: readonly ListColumn<AlertRule>[] = [
    { key: 'name', label: 'alerts.name', sort: 'name', text: ({ name }) => name },
    { key: 'condition', label: 'alerts.condition' },
    { key: 'severity', label: 'alerts.severity' },
    { key: 'owner', label: 'alerts.owner', minor: true, text: ({ owner }) => owner.name },
    { key: 'state', label: 'alerts.state' },
  ];
  protected link = ({ id }: AlertRule): string | null => (this.mayEdit ? `/alerts/rules/${id}` : null);

  constructor() {
    void this.words.all().then(() => this.known.set(true));
  }

  protected condition({ watch }: AlertRule): string {
    this.known();
    return this.words.condition(watch);
  }
}
