import { NgTemplateOutlet } from '@angular/common';
import {
  booleanAttribute,
  ChangeDetectionStrategy,
  Component,
  computed,
  contentChildren,
  inject,
  input,
  output,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { MatTooltipModule } from '@angular/material/tooltip';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { EmptyState } from '../states/empty-state';
import { ErrorState } from '../states/error-state';
import { Skeleton } from '../states/skeleton';
import { Cell } from './cell';
import type { ListColumn, ListState } from './list-column';
import { SearchField } from './search-field';

/** The one list of the house: search, filters (projected), sort, pages, empty, loading and failed states, export. Knows no HTTP. */
@Component({
  selector: 'ui-data-list',
  imports: [
    NgTemplateOutlet,
    RouterLink,
    MatButtonModule,
    MatIconModule,
    MatProgressBarModule,
    MatTooltipModule,
    TranslocoDirective,
    EmptyState,
    ErrorState,
    Skeleton,
    SearchField,
  ],
  templateUrl: './data-list.html',
  styleUrl: './data-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DataList<Row extends object> {
  readonly columns = input.required<readonly ListColumn<Row>[]>();
  readonly rows = input.required<readonly Row[]>();
  readonly state = input<ListState>('ready');
  readonly problem = input('');
  readonly sort = input<string>('');
  readonly search = input('');
  readonly hasMore = input(false);
  readonly filtered = input(false);
  readonly emptyTitle = input.required<string>();
  readonly emptyHint = input<string>();
  /** Where a row leads: its first cell becomes a link. */
  readonly link = input<(row: Row) => string | null>();
  readonly id = input<(row: Row) => unknown>((row) => ('id' in row ? row.id : row));
  /** Cell templates from a wrapper's content; its own come by themselves. */
  readonly cells = input<readonly Cell[]>([]);
  readonly searchable = input(true, { transform: booleanAttribute });
  readonly exportable = input(true, { transform: booleanAttribute });
  /** More filters than one row holds: they go on in the next. */
  readonly manyFilters = input(false, { transform: booleanAttribute });

  readonly sorted = output<string>();
  readonly searched = output<string>();
  readonly more = output();
  readonly retry = output();
  readonly exported = output();
  readonly cleared = output();

  private readonly router = inject(Router);
  private readonly own = contentChildren(Cell);
  protected readonly templates = computed(
    () => new Map([...this.own(), ...this.cells()].map((cell) => [cell.uiCell(), cell.template])),
  );

  protected directionOf({ sort }: ListColumn<Row>): 'ascending' | 'descending' | null {
    if (!sort) return null;
    if (this.sort() === sort) return 'ascending';
    return this.sort() === `-${sort}` ? 'descending' : null;
  }

  protected sortBy(column: ListColumn<Row>): void {
    if (column.sort) this.sorted.emit(this.sort() === column.sort ? `-${column.sort}` : column.sort);
  }

  /** A click anywhere in the row follows its link, unless it meant something inside or marked text. */
  protected follow(event: MouseEvent, row: Row): void {
    const target = this.link()?.(row);
    const inside = (event.target as Element).closest('a, button, input, mat-checkbox');
    if (!target || inside || window.getSelection()?.toString()) return;
    void this.router.navigateByUrl(target);
  }
}
