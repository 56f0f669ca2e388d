import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

/** A page's title, the way back, and its actions (projected). */
@Component({
  selector: 'ui-page-header',
  imports: [MatButtonModule, MatIconModule, RouterLink, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      @if (back(); as link) {
        <a matIconButton [routerLink]="link" [attr.aria-label]="t('ui.back')"><mat-icon svgIcon="back" /></a>
      }
      <h1>{{ title() }}</h1>
      <span class="spacer"></span>
      <ng-content />
    </ng-container>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
      min-height: 40px;
      margin-bottom: 12px;
    }
    h1 {
      overflow-wrap: anywhere;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PageHeader {
  readonly title = input.required<string>();
  readonly back = input<string>();
}
