import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { BreakKind } from '#contracts';
import { Cell, type ListColumn } from '../../../../ui';
import { Session } from '../../platform/identity/session';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { ClockTimePipe } from '../../platform/time/format-pipes';

/** Kinds of breaks that agents ask for. */
@Component({
  selector: 'app-break-kinds-page',
  imports: [TranslocoDirective, Cell, SourceList, ClockTimePipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('breaks.kinds')"
      [newLink]="mayManage ? '/breaks/kinds/new' : null"
      [newLabel]="t('breaks.newKind')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('breaks.noKinds')"
      [emptyHint]="t('breaks.noKindsHint')"
    >
      <ng-template uiCell="limit" [uiCellOf]="source.rows()" let-kind>
        {{ kind.limitSeconds ? (kind.limitSeconds | clockTime) : t('breaks.noLimit') }}
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BreakKindsPage {
  private readonly transloco = inject(TranslocoService);
  protected readonly mayManage = inject(Session).may('breaks.manage');
  protected readonly source = listSource<BreakKind>({ path: '/break-kinds', sort: 'name' });
  protected readonly columns: readonly ListColumn<BreakKind>[] = [
    { key: 'name', label: 'breaks.name', sort: 'name', text: ({ name }) => name },
    { key: 'limit', label: 'breaks.limit', numeric: true },
    { key: 'paid', label: 'breaks.paid', text: ({ paid }) => this.yes(paid) },
    { key: 'approval', label: 'breaks.approval', text: ({ approval }) => this.yes(approval) },
    { key: 'conditional', label: 'breaks.conditional', text: ({ conditional }) => this.yes(conditional) },
    { key: 'active', label: 'breaks.active', minor: true, text: ({ active }) => this.yes(active) },
  ];

  protected link = ({ id }: BreakKind): string => `/breaks/kinds/${id}`;

  private yes(value: boolean): string {
    return this.transloco.translate(value ? 'ui.yes' : 'ui.no');
  }
}
