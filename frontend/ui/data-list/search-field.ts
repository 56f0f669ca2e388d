import { ChangeDetectionStrategy, Component, DestroyRef, inject, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';

const PAUSE_MS = 250;

/** Searches when the person pauses; Enter at once, Escape clears. */
@Component({
  selector: 'ui-search-field',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <mat-icon svgIcon="search" aria-hidden="true" />
      <input
        #field
        type="search"
        [value]="value()"
        [placeholder]="placeholder() || t('ui.search')"
        [attr.aria-label]="placeholder() || t('ui.search')"
        (input)="typed(field.value)"
        (keydown.enter)="now(field.value)"
        (keydown.escape)="field.value = ''; now('')"
      />
      @if (field.value) {
        <button type="button" (click)="field.value = ''; now('')" [attr.aria-label]="t('ui.clear')">
          <mat-icon svgIcon="clear" />
        </button>
      }
    </ng-container>
  `,
  styleUrl: './search-field.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SearchField {
  readonly value = input('');
  readonly placeholder = input<string>();
  readonly searched = output<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  protected typed(text: string): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.searched.emit(text.trim()), PAUSE_MS);
  }

  protected now(text: string): void {
    clearTimeout(this.timer);
    this.searched.emit(text.trim());
  }
}
