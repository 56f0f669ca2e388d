import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { SamplingRule } from '#contracts';
import { Cell, StatusChip, type ListColumn } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { Toasts } from '../../platform/look/toasts';

/** Rules that draw conversations to be evaluated. */
@Component({
  selector: 'app-sampling-rules-page',
  imports: [MatButtonModule, TranslocoDirective, Cell, StatusChip, SourceList],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('quality.rules')"
      back="/quality"
      [newLink]="mayManage ? '/quality/rules/new' : null"
      [newLabel]="t('quality.newRule')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('quality.noRules')"
      [emptyHint]="t('quality.noRulesHint')"
    >
      <ng-template uiCell="active" [uiCellOf]="source.rows()" let-rule>
        <ui-status-chip [tone]="rule.active ? 'ok' : 'quiet'">{{
          t(rule.active ? 'quality.active' : 'quality.inactive')
        }}</ui-status-chip>
      </ng-template>
      <ng-template uiCell="draw" [uiCellOf]="source.rows()" let-rule>
        @if (mayManage) {
          <button matButton type="button" (click)="draw(rule)">{{ t('quality.drawNow') }}</button>
        }
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SamplingRulesPage {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly mayManage = inject(Session).may('quality.manage');
  protected readonly source = listSource<SamplingRule>({ path: '/sampling-rules', sort: 'name' });
  protected readonly columns: readonly ListColumn<SamplingRule>[] = [
    { key: 'name', label: 'quality.name', sort: 'name', text: ({ name }) => name },
    {
      key: 'perAgent',
      label: 'quality.perAgent',
      text: ({ perAgent }) => this.transloco.translate('quality.perAgentWeek', { count: perAgent }),
    },
    { key: 'active', label: 'quality.state' },
    { key: 'draw', label: 'quality.draw' },
  ];
  protected link = ({ id }: SamplingRule): string => `/quality/rules/${id}`;

  protected draw({ id }: SamplingRule): void {
    void this.toasts.try(() => this.api.post(`/sampling-rules/${id}/draw`), 'quality.drawn');
  }
}
