import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import {
  CONSENT_CHANNELS,
  CONSENT_STATES,
  type ConsentFigures,
  type ConsentLine,
  type ConsentPurpose,
} from '#contracts';
import { Cell, FilterSelect, PageHeader, StatusChip, type ListColumn, type Option } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';

/** Who agreed to what: how many as it stands, and every line of the ledger. */
@Component({
  selector: 'app-consents-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    RouterLink,
    TranslocoDirective,
    Cell,
    FilterSelect,
    PageHeader,
    StatusChip,
    SourceList,
    InstantPipe,
  ],
  templateUrl: './consents-page.html',
  styleUrl: './consents-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ConsentsPage {
  private readonly api = inject(Api);
  private readonly transloco = inject(TranslocoService);
  protected readonly words = inject(Vocabulary).options;
  private readonly session = inject(Session);
  protected readonly mayManage = this.session.may('consent-purposes.manage');
  protected readonly mayImport = this.session.may('records.import');
  protected readonly channels = CONSENT_CHANNELS;
  protected readonly states = CONSENT_STATES;
  protected readonly source = listSource<ConsentLine>({ path: '/consents', filters: ['purpose', 'channel', 'state'] });
  protected readonly columns: readonly ListColumn<ConsentLine>[] = [
    { key: 'contact', label: 'consents.contact', text: ({ contact }) => contact.name },
    { key: 'state', label: 'consents.what' },
    { key: 'purpose', label: 'consents.purpose', text: ({ purpose }) => this.nameOf(purpose) },
    { key: 'channel', label: 'consents.channel', text: ({ channel }) => this.word('consentChannels', channel) },
    { key: 'source', label: 'consents.source', minor: true, text: ({ source }) => source },
    { key: 'by', label: 'consents.by', minor: true, text: ({ recordedByName }) => recordedByName ?? '' },
    { key: 'happenedAt', label: 'consents.when' },
  ];
  private readonly loadedPurposes = resource({ loader: () => this.api.get<ConsentPurpose[]>('/consent-purposes') });
  private readonly loadedFigures = resource({ loader: () => this.api.get<ConsentFigures>('/consents/figures') });
  private readonly purposes = computed(() => (this.loadedPurposes.hasValue() ? this.loadedPurposes.value() : []));
  protected readonly purposeOptions = computed((): Option<string>[] =>
    this.purposes().map(({ id, name }) => ({ value: id, label: name })),
  );
  /** One line a purpose, one cell a channel. */
  protected readonly table = computed(() => {
    const figures = this.loadedFigures.hasValue() ? this.loadedFigures.value() : [];
    return this.purposes()
      .filter(({ active }) => active)
      .map(({ id, name, channels }) => ({
        name,
        cells: CONSENT_CHANNELS.map((channel) => {
          const found = figures.find((each) => each.purpose === id && each.channel === channel);
          return channels.includes(channel) ? { given: found?.given ?? 0, withdrawn: found?.withdrawn ?? 0 } : null;
        }),
      }));
  });

  protected link = ({ contact }: ConsentLine): string => `/contacts/${contact.id}`;

  private nameOf(purpose: string): string {
    return this.purposes().find(({ id }) => id === purpose)?.name ?? purpose;
  }

  private word(family: string, value: string): string {
    return this.transloco.translate(`${family}.${value}`);
  }
}
