import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { CONSENT_CHANNELS, CONSENT_STATES, type ConsentStanding, type ContactConsents as Consents } from '#contracts';
import { SelectField, StatusChip, TextField, type Option } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe } from '../../platform/time/format-pipes';

/** What a contact has agreed to: one line a purpose, one cell a channel; the ledger below, and a line to add to it. */
@Component({
  selector: 'app-contact-consents',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, SelectField, StatusChip, TextField, InstantPipe],
  template: `
    <ng-container *transloco="let t">
      <header>
        <h2>{{ t('consents.title') }}</h2>
        @if (mayEdit && !adding()) {
          <button matButton type="button" (click)="adding.set(true)">
            <mat-icon svgIcon="add" />{{ t('consents.add') }}
          </button>
        }
      </header>
      @if (adding()) {
        <form novalidate (submit)="$event.preventDefault(); save()">
          <ui-select-field [control]="form.controls.state" [label]="t('consents.state')" [options]="states()" />
          <ui-select-field [control]="form.controls.purpose" [label]="t('consents.purpose')" [options]="purposes()" />
          <ui-select-field [control]="form.controls.channel" [label]="t('consents.channel')" [options]="channels()" />
          <ui-text-field
            [control]="form.controls.source"
            [label]="t('consents.source')"
            [hint]="t('consents.sourceHint')"
          />
          <ui-text-field
            class="wide"
            [control]="form.controls.proof"
            [label]="t('consents.proof')"
            [hint]="t('consents.proofHint')"
            [lines]="2"
          />
          @if (chosen()?.wording; as wording) {
            <blockquote class="wide">{{ wording }}</blockquote>
          }
          <footer>
            <button matButton type="button" (click)="adding.set(false)">{{ t('ui.cancel') }}</button>
            <button matButton="filled" type="submit" [disabled]="saving()">{{ t('ui.save') }}</button>
          </footer>
        </form>
      }
      @if (consents.hasValue()) {
        @for (purpose of consents.value().purposes; track purpose.id) {
          @if (purpose.active) {
            <section>
              <h3>{{ purpose.name }}</h3>
              <p class="muted">{{ t('consentBases.' + purpose.basis) }}</p>
              <ul class="standing">
                @for (cell of standing(purpose.id); track cell.channel) {
                  <li>
                    <ui-status-chip
                      [tone]="cell.allowed ? 'ok' : cell.state === 'withdrawn' ? 'bad' : 'quiet'"
                      [icon]="cell.allowed ? 'check' : 'clear'"
                      >{{ t('consentChannels.' + cell.channel) }}</ui-status-chip
                    >
                  </li>
                }
              </ul>
            </section>
          }
        }
        @if (consents.value().ledger.length > 0) {
          <h3>{{ t('consents.ledger') }}</h3>
          <ol>
            @for (entry of consents.value().ledger; track entry.id) {
              <li>
                <strong
                  >{{ t('consentStates.' + entry.state) }}: {{ t('consentChannels.' + entry.channel) }},
                  {{ nameOf(entry.purpose) }}</strong
                >
                <span class="muted">
                  {{ entry.happenedAt | instant }} · {{ entry.source }}
                  @if (entry.recordedByName) {
                    · {{ entry.recordedByName }}
                  }
                </span>
                @if (entry.proof) {
                  <span class="muted">{{ entry.proof }}</span>
                }
              </li>
            }
          </ol>
        }
      }
    </ng-container>
  `,
  styles: `
    header {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 8px;
    }
    form {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(180px, 1fr));
      gap: 8px 12px;
      padding: 8px 0 16px;
    }
    blockquote {
      margin: 0;
      padding: 8px 12px;
      border-left: 3px solid var(--cc-line-strong);
      white-space: pre-line;
    }
    .wide,
    footer {
      grid-column: 1 / -1;
    }
    footer {
      display: flex;
      justify-content: flex-end;
      gap: 8px;
    }
    section {
      padding: 8px 0;
    }
    h3 {
      margin: 0;
    }
    p {
      margin: 2px 0 8px;
      font-size: 12px;
    }
    .standing {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
    }
    ul,
    ol {
      list-style: none;
      margin: 0;
      padding: 0;
    }
    ol li {
      display: grid;
      gap: 2px;
      padding: 8px 0;
      border-top: 1px solid var(--cc-line);
      overflow-wrap: anywhere;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContactConsents {
  readonly contactId = input.required<string>();
  readonly change = input('');
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly mayEdit = inject(Session).may('consents.edit');
  protected readonly adding = signal(false);
  protected readonly saving = signal(false);
  protected readonly consents = resource({
    params: () => ({ id: this.contactId(), change: this.change() }),
    loader: ({ params }) => this.api.get<Consents>(`/contacts/${params.id}/consents`),
  });
  protected readonly form = new FormGroup({
    state: new FormControl<string>('given', { nonNullable: true }),
    channel: new FormControl<string>('call', { nonNullable: true }),
    purpose: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    source: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    proof: new FormControl('', { nonNullable: true }),
  });
  protected readonly states = (): Option[] => this.words('consentStates', CONSENT_STATES);
  private readonly purpose = toSignal(this.form.controls.purpose.valueChanges, { initialValue: '' });
  protected readonly chosen = computed(() =>
    this.consents.hasValue() ? this.consents.value().purposes.find(({ id }) => id === this.purpose()) : undefined,
  );
  protected readonly channels = computed((): Option[] =>
    this.words('consentChannels', this.chosen()?.channels ?? CONSENT_CHANNELS),
  );
  protected readonly purposes = computed((): Option[] =>
    (this.consents.hasValue() ? this.consents.value().purposes : [])
      .filter(({ active }) => active)
      .map(({ id, name }) => ({ value: id, label: name })),
  );

  protected standing(purpose: string): ConsentStanding[] {
    return this.consents.hasValue() ? this.consents.value().standing.filter((cell) => cell.purpose === purpose) : [];
  }

  protected nameOf(purpose: string): string {
    return this.purposes().find(({ value }) => value === purpose)?.label ?? purpose;
  }

  protected async save(): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid) return;
    this.saving.set(true);
    const body = this.form.getRawValue();
    const done = await this.toasts.try(() => this.api.post(`/contacts/${this.contactId()}/consents`, body), 'ui.saved');
    this.saving.set(false);
    if (!done) return;
    this.adding.set(false);
    this.form.controls.proof.reset();
    this.consents.reload();
  }

  private words(family: string, values: readonly string[]): Option[] {
    return values.map((value) => ({ value, label: this.transloco.translate(`${family}.${value}`) }));
  }
}
