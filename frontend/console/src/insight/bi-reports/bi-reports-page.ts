import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { BiReport } from '#contracts';
import { Cell, type ListColumn } from '../../../../ui';
import { Session } from '../../platform/identity/session';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';

/** Reports made in Power BI that one may see. */
@Component({
  selector: 'app-bi-reports-page',
  imports: [MatButtonModule, RouterLink, TranslocoDirective, Cell, SourceList],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.biReports')"
      [newLink]="mayManage ? '/bi-reports/new/edit' : null"
      [newLabel]="t('biReports.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('biReports.empty')"
      [emptyHint]="t(mayManage ? 'biReports.emptyHint' : 'biReports.emptyForOthers')"
    >
      <ng-template uiCell="edit" [uiCellOf]="source.rows()" let-report>
        <a matButton [routerLink]="['/bi-reports', report.id, 'edit']">{{ t('ui.edit') }}</a>
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BiReportsPage {
  private readonly transloco = inject(TranslocoService);
  protected readonly mayManage = inject(Session).may('bi-reports.manage');
  protected readonly source = listSource<BiReport>({ path: '/bi-reports', sort: 'name' });
  protected readonly columns: readonly ListColumn<BiReport>[] = [
    { key: 'name', label: 'biReports.name', sort: 'name', text: ({ name }) => name },
    { key: 'host', label: 'biReports.host', minor: true, text: ({ url }) => new URL(url).host },
    ...(this.mayManage
      ? [
          { key: 'roles', label: 'biReports.roles', minor: true, text: (report: BiReport) => this.roles(report) },
          { key: 'edit', label: '' },
        ]
      : []),
  ];
  protected link = ({ id }: BiReport): string => `/bi-reports/${id}`;

  private roles({ roles }: BiReport): string {
    return roles.map((role) => this.transloco.translate(`roles.${role}`)).join(', ') || '–';
  }
}
