import { ChangeDetectionStrategy, Component, computed, inject, input, output, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ContactDuplicate, ContactMerge } from '#contracts';
import { Api } from '../../platform/http/api';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe } from '../../platform/time/format-pipes';

/** What was merged into a contact, with the way back, and who may be the same person. */
@Component({
  selector: 'app-contact-merges',
  imports: [MatButtonModule, MatIconModule, RouterLink, TranslocoDirective, InstantPipe],
  template: `
    <ng-container *transloco="let t">
      @if (pairs().length > 0) {
        <p class="hint" role="status">
          <mat-icon svgIcon="alert" />
          <span>{{ t('duplicates.ofContact', { count: pairs().length }) }}</span>
          <a matButton="tonal" [routerLink]="'/duplicates'" [queryParams]="{ contactId: contactId() }">{{
            t('duplicates.review')
          }}</a>
        </p>
      }
      @for (merge of open(); track merge.id) {
        <p class="hint">
          <mat-icon svgIcon="conference" />
          <span>
            {{ t('duplicates.merged', { name: merge.merged.firstName + ' ' + merge.merged.lastName }) }}
            <small class="muted">{{ merge.mergedAt | instant }} · {{ merge.mergedBy.name }}</small>
          </span>
          <button matButton type="button" (click)="undo(merge)">
            <mat-icon svgIcon="undo" />{{ t('duplicates.undo') }}
          </button>
        </p>
      }
    </ng-container>
  `,
  styles: `
    .hint {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
      max-width: 880px;
      margin: 0 0 8px;
      padding: 8px 16px;
      border: 1px solid var(--cc-line);
      border-radius: 8px;
    }
    .hint span {
      flex: 1 1 200px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContactMerges {
  readonly contactId = input.required<string>();
  readonly change = input('');
  readonly undone = output();
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly params = computed(() => ({ id: this.contactId(), change: this.change() }));
  private readonly merges = resource({
    params: this.params,
    loader: ({ params }) => this.api.get<ContactMerge[]>(`/contacts/${params.id}/merges`),
  });
  private readonly duplicates = resource({
    params: this.params,
    loader: ({ params }) => this.api.page<ContactDuplicate>('/contact-duplicates', { contactId: params.id }),
  });
  protected readonly pairs = computed(() => (this.duplicates.hasValue() ? this.duplicates.value().items : []));
  protected readonly open = computed(() =>
    (this.merges.hasValue() ? this.merges.value() : []).filter(({ undoneAt }) => undoneAt === null),
  );

  protected async undo({ id }: ContactMerge): Promise<void> {
    if (!(await this.toasts.try(() => this.api.post(`/contact-merges/${id}/undo`), 'duplicates.undone'))) return;
    this.merges.reload();
    this.duplicates.reload();
    this.undone.emit();
  }
}
