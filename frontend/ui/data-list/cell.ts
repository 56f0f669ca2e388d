import { Directive, inject, input, TemplateRef } from '@angular/core';

interface CellContext<Row> {
  readonly $implicit: Row;
}

/** How the cells of one column look: `<ng-template uiCell="status" [uiCellOf]="rows()" let-row>`. `uiCellOf` types the row. */
@Directive({ selector: 'ng-template[uiCell]' })
export class Cell<Row = unknown> {
  readonly uiCell = input.required<string>();
  readonly uiCellOf = input<readonly Row[]>();
  readonly template = inject<TemplateRef<CellContext<Row>>>(TemplateRef);

  static ngTemplateContextGuard<Row>(_cell: Cell<Row>, context: unknown): context is CellContext<Row> {
    return context !== null;
  }
}
