import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import type { Flow, FlowListItem, InboundNumber } from '#contracts';
import { Cell, FilterSelect, StatusChip, type ListColumn, type Option } from '../../../../ui';
import { names } from '../../platform/forms/names';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';
import { phoneText } from '../../platform/time/formats';
import { NewFlowDialog } from './new-flow-dialog';

/** All flows: which version callers have, whether the draft says something else, which numbers lead in. */
@Component({
  selector: 'app-flows-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    TranslocoDirective,
    Cell,
    FilterSelect,
    StatusChip,
    SourceList,
    InstantPipe,
  ],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.ivr')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('ivr.empty')"
      [emptyHint]="t('ivr.emptyHint')"
    >
      @if (mayManage) {
        <button actions matButton="filled" type="button" (click)="create()">
          <mat-icon svgIcon="add" />{{ t('ivr.new') }}
        </button>
      }
      <ui-filter-select
        filters
        [label]="t('ivr.state')"
        [options]="states()"
        [value]="source.filter('published')"
        (changed)="source.setFilter('published', $event)"
      />
      <ng-template uiCell="state" [uiCellOf]="source.rows()" let-flow>
        <span class="chips">
          @if (flow.liveVersion !== null) {
            <ui-status-chip tone="ok" icon="check">{{
              t('ivr.liveVersion', { number: flow.liveVersion })
            }}</ui-status-chip>
          } @else {
            <ui-status-chip tone="quiet">{{ t('ivr.notPublished') }}</ui-status-chip>
          }
          @if (flow.changed && flow.liveVersion !== null) {
            <ui-status-chip tone="warn" icon="edit">{{ t('ivr.draftChanged') }}</ui-status-chip>
          }
        </span>
      </ng-template>
      <ng-template uiCell="updatedAt" [uiCellOf]="source.rows()" let-flow>{{ flow.updatedAt | instant }}</ng-template>
    </app-source-list>
  `,
  styles: `
    .chips {
      display: inline-flex;
      flex-wrap: wrap;
      gap: 6px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FlowsPage {
  private readonly vocabulary = inject(Vocabulary);
  private readonly dialog = inject(MatDialog);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  protected readonly mayManage = this.session.may('flows.manage');
  private readonly mayNumbers = this.session.may('numbers.manage');
  private readonly numbers = names<InboundNumber>('/numbers', (number) => this.leadsIn(number), this.mayNumbers);
  protected readonly source = listSource<FlowListItem>({ path: '/flows', sort: 'name', filters: ['published'] });
  protected readonly columns: readonly ListColumn<FlowListItem>[] = [
    { key: 'name', label: 'ivr.name', sort: 'name', text: ({ name }) => name },
    { key: 'state', label: 'ivr.state' },
    ...(this.mayNumbers
      ? [{ key: 'numbers', label: 'ivr.numbers', minor: true, text: ({ id }: FlowListItem) => this.numbersOf(id) }]
      : []),
    { key: 'updatedAt', label: 'ivr.updated', sort: 'updatedAt', minor: true },
  ];
  protected link = ({ id }: FlowListItem): string => `/ivr/${id}`;
  protected readonly states = (): Option<string>[] => [
    { value: 'true', label: this.vocabulary.word('ivr', 'published') },
    { value: 'false', label: this.vocabulary.word('ivr', 'notPublished') },
  ];

  protected async create(): Promise<void> {
    const opened = this.dialog.open<NewFlowDialog, unknown, Flow>(NewFlowDialog);
    const flow = await firstValueFrom(opened.afterClosed());
    if (flow) await this.router.navigateByUrl(`/ivr/${flow.id}`);
  }

  /** `<flow> <number>`: names keep one text of each thing, and a column needs the two. */
  private leadsIn({ flowId, number }: InboundNumber): string {
    return flowId ? `${flowId} ${phoneText(number)}` : '';
  }

  private numbersOf(flowId: string): string {
    return this.numbers
      .all()
      .filter(({ name }) => name.startsWith(`${flowId} `))
      .map(({ name }) => name.slice(flowId.length + 1))
      .join(', ');
  }
}
