import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { EmptyState } from '../../../ui';

/** There is no such page, or it is not for this person; the route's data says which. */
@Component({
  selector: 'app-not-found-page',
  imports: [MatButtonModule, RouterLink, TranslocoDirective, EmptyState],
  template: `
    <ui-empty-state
      *transloco="let t"
      [icon]="forbidden ? 'permissions' : 'search'"
      [title]="t(forbidden ? 'pages.forbidden' : 'pages.notFound')"
      [hint]="t(forbidden ? 'pages.forbiddenHint' : 'pages.notFoundHint')"
    >
      <a matButton="tonal" routerLink="/">{{ t('pages.home') }}</a>
    </ui-empty-state>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NotFoundPage {
  protected readonly forbidden = inject(ActivatedRoute).snapshot.data['forbidden'] === true;
}
