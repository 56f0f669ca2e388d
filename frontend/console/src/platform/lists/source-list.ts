import { booleanAttribute, ChangeDetectionStrategy, Component, contentChildren, input } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { Cell, DataList, PageHeader, type ListColumn } from '../../../../ui';
import { SavedViews } from '../views/saved-views';
import type { ListSource } from './list-source';

/** A data-list wired to its source: search, filters, sort, pages, retry and export; with a title, the whole page of a list. */
@Component({
  selector: 'app-source-list',
  imports: [MatButtonModule, MatIconModule, RouterLink, DataList, PageHeader, SavedViews],
  template: `
    @if (title(); as heading) {
      <ui-page-header [title]="heading" [back]="back()">
        <ng-content select="[actions]" />
        <app-saved-views />
        @if (newLink(); as target) {
          <a matButton="filled" [routerLink]="target"><mat-icon svgIcon="add" />{{ newLabel() }}</a>
        }
      </ui-page-header>
    }
    @let list = source();
    <ui-data-list
      [columns]="columns()"
      [rows]="list.rows()"
      [state]="list.state()"
      [problem]="list.problem()"
      [sort]="list.sort()"
      [search]="list.search()"
      [hasMore]="list.hasMore()"
      [filtered]="list.filtered()"
      [emptyTitle]="emptyTitle()"
      [emptyHint]="emptyHint()"
      [link]="link()"
      [id]="id()"
      [cells]="cells()"
      [searchable]="searchable()"
      [exportable]="exportable()"
      [manyFilters]="manyFilters()"
      (sorted)="list.setSort($event)"
      (searched)="list.setSearch($event)"
      (more)="list.more()"
      (retry)="list.load()"
      (exported)="list.export()"
      (cleared)="list.clear()"
    >
      <ng-content select="[filters]" ngProjectAs="[filters]" />
      <ng-content select="[empty]" ngProjectAs="[empty]" />
    </ui-data-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SourceList<Row extends object> {
  readonly source = input.required<ListSource<Row>>();
  readonly columns = input.required<readonly ListColumn<Row>[]>();
  /** With a title it is a whole page: heading, and a button for a new one where `newLink` leads. */
  readonly title = input<string>();
  /** Where the list belongs to something: the way back to it. */
  readonly back = input<string>();
  readonly newLink = input<string | null>(null);
  readonly newLabel = input('');
  readonly emptyTitle = input.required<string>();
  readonly emptyHint = input<string>();
  readonly link = input<(row: Row) => string | null>();
  readonly id = input<(row: Row) => unknown>((row) => ('id' in row ? row.id : row));
  readonly searchable = input(true, { transform: booleanAttribute });
  readonly exportable = input(true, { transform: booleanAttribute });
  readonly manyFilters = input(false, { transform: booleanAttribute });
  protected readonly cells = contentChildren(Cell);
}
