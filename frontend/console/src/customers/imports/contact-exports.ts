import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { FormControl, FormGroup } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { ContactExport } from '#contracts';
import { SelectField, StatusChip, TextField, type Option, type Tone } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Language } from '../../platform/language/language';
import { whileOpen } from '../../platform/lists/while-open';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe } from '../../platform/time/format-pipes';

const EVERY_MS = 2000;
const TONES: Readonly<Record<ContactExport['state'], Tone>> = {
  running: 'busy',
  done: 'ok',
  failed: 'bad',
  expired: 'quiet',
};

/** Contacts as a file: asked for, followed while it is written, fetched. */
@Component({
  selector: 'app-contact-exports',
  imports: [
    MatButtonModule,
    MatIconModule,
    MatProgressBarModule,
    TranslocoDirective,
    SelectField,
    StatusChip,
    TextField,
    InstantPipe,
  ],
  template: `
    <section class="card" *transloco="let t">
      <h2>{{ t('exports.title') }}</h2>
      <form novalidate (submit)="$event.preventDefault(); ask()">
        <ui-select-field [control]="form.controls.campaignId" [label]="t('imports.campaign')" [options]="campaigns()" />
        <ui-text-field [control]="form.controls.search" [label]="t('exports.search')" />
        <button matButton="tonal" type="submit" [disabled]="busy()">
          <mat-icon svgIcon="download" />{{ t('exports.ask') }}
        </button>
      </form>
      <ul>
        @for (each of exports(); track each.id) {
          <li>
            <span class="name">
              <strong>{{ each.campaign ? each.campaign.name : t('imports.noCampaign') }}</strong>
              <span class="muted">
                {{ each.createdAt | instant }}
                @if (each.search) {
                  · „{{ each.search }}”
                }
              </span>
            </span>
            @if (each.state === 'running') {
              <mat-progress-bar
                [mode]="each.total > 0 ? 'determinate' : 'indeterminate'"
                [value]="(100 * each.rows) / (each.total || 1)"
                [attr.aria-label]="t('exportStates.running')"
              />
            }
            <span class="muted tabular">{{ t('imports.rows', { count: each.rows }) }}</span>
            <ui-status-chip [tone]="tones[each.state]">{{ t('exportStates.' + each.state) }}</ui-status-chip>
            @if (each.state === 'done') {
              <button matButton type="button" (click)="fetch(each)">{{ t('exports.fetch') }}</button>
            }
          </li>
        }
      </ul>
    </section>
  `,
  styles: `
    section {
      max-width: 880px;
      margin-top: 16px;
      padding: 16px 20px;
    }
    h2 {
      margin: 0 0 8px;
    }
    form,
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 12px;
    }
    form > :not(button) {
      flex: 1 1 200px;
    }
    ul {
      margin: 8px 0 0;
      padding: 0;
      list-style: none;
    }
    li {
      padding: 8px 0;
      border-top: 1px solid var(--cc-line);
    }
    .name {
      display: grid;
      flex: 1 1 200px;
      overflow-wrap: anywhere;
    }
    mat-progress-bar {
      width: 120px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContactExports {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly language = inject(Language);
  private readonly transloco = inject(TranslocoService);
  protected readonly tones = TONES;
  protected readonly busy = signal(false);
  protected readonly exports = signal<readonly ContactExport[]>([]);
  protected readonly form = new FormGroup({
    campaignId: new FormControl<string | null>(null),
    search: new FormControl('', { nonNullable: true }),
  });
  private readonly campaignNames = resource({
    loader: () => this.api.get<{ id: string; name: string }[]>('/records/campaigns'),
  });
  protected readonly campaigns = computed((): Option[] => [
    { value: null, label: this.transloco.translate('imports.noCampaign') },
    ...(this.campaignNames.hasValue() ? this.campaignNames.value() : []).map(({ id, name }) => ({
      value: id,
      label: name,
    })),
  ]);

  constructor() {
    whileOpen(EVERY_MS, () => this.look());
  }

  protected async ask(): Promise<void> {
    this.busy.set(true);
    const body = { ...this.form.getRawValue(), language: this.language.current() };
    await this.toasts.try(() => this.api.post('/contact-exports', body));
    await this.look();
    this.busy.set(false);
  }

  protected async fetch({ id }: ContactExport): Promise<void> {
    await this.toasts.try(() => this.api.exportFile(`/contact-exports/${id}/file`, {}, 'text/csv'));
  }

  private async look(): Promise<void> {
    const page = await this.api.page<ContactExport>('/contact-exports', { limit: 10 }).catch(() => null);
    if (page) this.exports.set(page.items);
  }
}
