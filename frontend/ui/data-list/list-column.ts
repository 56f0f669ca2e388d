/** One column of a list. Its cells show `text`, or a template `<ng-template uiCell="key" let-row>` of the page. */
export interface ListColumn<Row> {
  readonly key: string;
  /** Key of the translated heading. */
  readonly label: string;
  /** The API's sort key, when the list can be sorted by it. */
  readonly sort?: string;
  readonly numeric?: boolean;
  /** Leaves first when the window is narrow. */
  readonly minor?: boolean;
  text?(row: Row): string | number | null;
}

export type ListState = 'loading' | 'ready' | 'more' | 'failed';
