import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Feature } from '#contracts';
import { Cell, DataList, StatusChip, type ListColumn, type Tone } from '../../../../ui';
import { ProblemText } from '../../platform/http/problem-text';
import { Language } from '../../platform/language/language';

const TONES: Readonly<Record<Feature['availability'], Tone>> = {
  always: 'ok',
  included: 'ok',
  paid: 'warn',
  unavailable: 'quiet',
};

/** Every function of the house by its id, and whether the order has it. */
@Component({
  selector: 'app-features-panel',
  imports: [TranslocoDirective, Cell, DataList, StatusChip],
  template: `
    <ui-data-list
      *transloco="let t"
      [columns]="columns"
      [rows]="rows()"
      [state]="features() ? 'ready' : error() ? 'failed' : 'loading'"
      [problem]="problem()"
      [search]="search()"
      [exportable]="false"
      [emptyTitle]="t('ui.none')"
      (searched)="search.set($event)"
      (cleared)="search.set('')"
      (retry)="retry.emit()"
    >
      <ng-template uiCell="availability" [uiCellOf]="rows()" let-feature>
        <ui-status-chip [tone]="tones[feature.availability]">{{
          t('order.availability.' + feature.availability)
        }}</ui-status-chip>
      </ng-template>
      <ng-template uiCell="enabled" [uiCellOf]="rows()" let-feature>{{
        t(feature.enabled ? 'ui.yes' : 'ui.no')
      }}</ng-template>
    </ui-data-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FeaturesPanel {
  readonly features = input.required<readonly Feature[] | null>();
  readonly error = input<unknown>();
  readonly retry = output();
  private readonly language = inject(Language);
  private readonly problems = inject(ProblemText);
  protected readonly problem = computed(() => this.problems.of(this.error()));
  protected readonly search = signal('');
  protected readonly tones = TONES;
  protected readonly rows = computed(() => {
    const wanted = this.search().toLowerCase();
    return (this.features() ?? []).filter(({ id, area, namePl, nameEn }) =>
      [id, area, namePl, nameEn].some((text) => text.toLowerCase().includes(wanted)),
    );
  });
  protected readonly columns: readonly ListColumn<Feature>[] = [
    {
      key: 'name',
      label: 'order.function',
      text: ({ namePl, nameEn }) => (this.language.current() === 'pl' ? namePl : nameEn),
    },
    { key: 'id', label: 'order.id', minor: true, text: ({ id }) => id },
    { key: 'availability', label: 'order.inPackage' },
    { key: 'quantity', label: 'order.quantity', numeric: true, text: ({ quantity }) => (quantity > 0 ? quantity : '') },
    { key: 'enabled', label: 'order.enabled' },
  ];
}
