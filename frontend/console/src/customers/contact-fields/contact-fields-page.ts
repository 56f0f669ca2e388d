import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { FormControl, FormGroup } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ContactField, ContactMatching } from '#contracts';
import { EmptyState, PageHeader, StatusChip, ToggleField } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Toasts } from '../../platform/look/toasts';

const KEYS = ['phone', 'email', 'name', 'pesel', 'nip'] as const;

/** Fields of contacts and of campaigns, and what contacts are recognised by. */
@Component({
  selector: 'app-contact-fields-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    RouterLink,
    TranslocoDirective,
    EmptyState,
    PageHeader,
    StatusChip,
    ToggleField,
  ],
  template: `
    <ng-container *transloco="let t">
      <ui-page-header [title]="t('nav.contactFields')">
        <a matButton="filled" routerLink="/contact-fields/new"
          ><mat-icon svgIcon="add" />{{ t('contactFields.new') }}</a
        >
      </ui-page-header>
      <section class="card list">
        @for (field of rows(); track field.id) {
          <a class="row" [routerLink]="['/contact-fields', field.id]">
            <span class="name">
              <strong>{{ field.label }}</strong>
              <code class="muted">{{ field.key }}</code>
            </span>
            <span>{{ t('fieldTypes.' + field.type) }}</span>
            <span class="muted">{{ campaignOf(field) ?? t('contactFields.ofContacts') }}</span>
            @if (field.required) {
              <ui-status-chip tone="warn">{{ t('contactFields.required') }}</ui-status-chip>
            }
            @if (field.unique) {
              <ui-status-chip tone="busy">{{ t('contactFields.unique') }}</ui-status-chip>
            }
            @if (!field.active) {
              <ui-status-chip tone="quiet">{{ t('contactFields.inactive') }}</ui-status-chip>
            }
          </a>
        } @empty {
          <ui-empty-state icon="text" [title]="t('contactFields.empty')" [hint]="t('contactFields.emptyHint')" />
        }
      </section>
      <section class="card matching">
        <h2>{{ t('contactFields.matching') }}</h2>
        <p class="muted">{{ t('contactFields.matchingHint') }}</p>
        @for (key of keys; track key) {
          <ui-toggle-field [control]="form.controls[key]" [label]="t('matchKeys.' + key)" />
        }
        <footer>
          <button matButton="filled" type="button" [disabled]="!matching.hasValue()" (click)="save()">
            {{ t('ui.save') }}
          </button>
        </footer>
      </section>
    </ng-container>
  `,
  styles: `
    section {
      max-width: 880px;
      margin-bottom: 16px;
    }
    .matching {
      padding: 16px 20px;
    }
    footer {
      display: flex;
      justify-content: flex-end;
    }
    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 16px;
      padding: 12px 20px;
      border-top: 1px solid var(--cc-line);
      color: inherit;
      text-decoration: none;
    }
    .row:first-child {
      border-top: 0;
    }
    .name {
      display: grid;
      flex: 1 1 200px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContactFieldsPage {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  protected readonly keys = KEYS;
  private readonly fields = resource({ loader: () => this.api.all<ContactField>('/contact-fields') });
  private readonly campaigns = resource({
    loader: () => this.api.get<{ id: string; name: string }[]>('/records/campaigns'),
  });
  protected readonly matching = resource({
    loader: async () => {
      const matching = await this.api.get<ContactMatching>('/contact-matching');
      this.form.reset(matching);
      return matching;
    },
  });
  protected readonly rows = computed(() => (this.fields.hasValue() ? this.fields.value() : []));
  private readonly toggle = () => new FormControl(true, { nonNullable: true });
  protected readonly form = new FormGroup({
    phone: this.toggle(),
    email: this.toggle(),
    name: this.toggle(),
    pesel: this.toggle(),
    nip: this.toggle(),
  });

  protected campaignOf({ campaignId }: ContactField): string | null {
    const known = this.campaigns.hasValue() ? this.campaigns.value() : [];
    return campaignId === null ? null : (known.find(({ id }) => id === campaignId)?.name ?? campaignId);
  }

  protected async save(): Promise<void> {
    const version = this.matching.hasValue() ? this.matching.value().version : 0;
    const body = { ...this.form.getRawValue(), version };
    await this.toasts.try(() => this.api.put('/contact-matching', body), 'ui.saved');
    this.matching.reload();
  }
}
