import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { CALLBACK_ENDINGS, CALLBACK_ORIGINS, CALLBACK_STATES, type Callback } from '#contracts';
import { ask, Cell, FilterDate, FilterSelect, StatusChip, type ListColumn, type Tone } from '../../../../ui';
import { names } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { Vocabulary } from '../../platform/language/vocabulary';
import { dayEnd, dayStart } from '../../platform/lists/day-filter';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { whileOpen } from '../../platform/lists/while-open';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe, PhonePipe } from '../../platform/time/format-pipes';
import { fullName, phoneText } from '../../platform/time/formats';

const ENDING_TONES: Readonly<Record<NonNullable<Callback['ending']>, Tone>> = {
  reached: 'ok',
  'got-through': 'ok',
  exhausted: 'bad',
  cancelled: 'quiet',
  blacklisted: 'warn',
  'queue-gone': 'warn',
};

/** A row lives: it waits, is called, and is closed while somebody looks. */
const LOOK_MS = 5_000;

/** Who is to be called back, and how it went with those who were. */
@Component({
  selector: 'app-callbacks-page',
  imports: [
    MatButtonModule,
    TranslocoDirective,
    Cell,
    FilterDate,
    FilterSelect,
    StatusChip,
    SourceList,
    InstantPipe,
    PhonePipe,
  ],
  templateUrl: './callbacks-page.html',
  styles: `
    .tries {
      display: block;
      color: var(--cc-muted);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CallbacksPage {
  private readonly api = inject(Api);
  private readonly dialog = inject(MatDialog);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly words = this.vocabulary.options;
  protected readonly states = CALLBACK_STATES;
  protected readonly endings = CALLBACK_ENDINGS;
  protected readonly origins = CALLBACK_ORIGINS;
  protected readonly queues = names<{ id: string; name: string }>('/queues/names', ({ name }) => name);
  protected readonly source = listSource<Callback>({
    path: '/callbacks',
    sort: '-requestedAt',
    filters: ['state', 'ending', 'origin', 'queueId', 'from', 'to'],
    toQuery: (filters) => ({ ...filters, from: dayStart(filters['from']), to: dayEnd(filters['to']) }),
  });
  protected readonly columns: readonly ListColumn<Callback>[] = [
    { key: 'party', label: 'callbacks.party' },
    { key: 'queue', label: 'callbacks.queue', text: ({ queue }) => queue.name },
    { key: 'origin', label: 'callbacks.origin' },
    { key: 'requestedAt', label: 'callbacks.requestedAt', sort: 'requestedAt' },
    { key: 'nextAt', label: 'callbacks.nextAt', sort: 'nextAt' },
    { key: 'tries', label: 'callbacks.tries' },
    { key: 'state', label: 'callbacks.state' },
    { key: 'actions', label: 'callbacks.actions' },
  ];

  constructor() {
    whileOpen(LOOK_MS, () => this.source.refresh());
  }

  protected party = ({ contact, number }: Callback): string => (contact ? fullName(contact) : phoneText(number));
  protected link = ({ fromCallId }: Callback): string | null => fromCallId && `/calls/${fromCallId}`;
  protected tone = ({ ending }: Callback): Tone => (ending ? ENDING_TONES[ending] : 'ring');
  protected word = ({ state, ending }: Callback): string =>
    ending ? this.vocabulary.word('callbacks.endings', ending) : this.vocabulary.word('callbacks.states', state);
  protected origin = ({ origin, failed }: Callback): string =>
    failed ? this.vocabulary.word('callbacks.failed', failed) : this.vocabulary.word('callbacks.origins', origin);
  protected results = ({ tries }: Callback): string =>
    tries.map(({ result }) => this.vocabulary.word('callbacks.results', result ?? 'running')).join(', ');

  protected async now({ id }: Callback): Promise<void> {
    await this.change(id, 'now', 'callbacks.queued');
  }

  protected async cancel(callback: Callback): Promise<void> {
    const say = (key: string) => this.transloco.translate(`callbacks.${key}`, { party: this.party(callback) });
    const sure = await ask(this.dialog, {
      title: say('cancelTitle'),
      text: say(callback.state === 'calling' ? 'cancelCalling' : 'cancelText'),
      choices: [
        { answer: 'no', label: say('keep') },
        { answer: 'yes', label: say('cancel'), danger: true },
      ],
    });
    if (sure === 'yes') await this.change(callback.id, 'cancel', 'callbacks.cancelled');
  }

  private async change(id: string, what: 'now' | 'cancel', done: string): Promise<void> {
    await this.toasts.try(() => this.api.post(`/callbacks/${id}/${what}`), done);
    await this.source.refresh();
  }
}
