import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  resource,
  signal,
  untracked,
} from '@angular/core';
import { FormControl, FormGroup } from '@angular/forms';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import {
  IMPORT_TARGETS,
  consentTarget,
  ON_KNOWN,
  type ConsentPurpose,
  type ContactImport,
  type ImportPlan,
  type ImportPreview,
  type ImportTarget,
  type OnKnownContact,
} from '#contracts';
import { ask, ErrorState, PageHeader, SelectField, Skeleton, StatusChip, TextField, type Option } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { Session } from '../../platform/identity/session';
import { Toasts } from '../../platform/look/toasts';
import { Realtime } from '../../platform/realtime/realtime';
import { FieldDefinitions } from '../contacts/field-definitions';
import { toneOf } from './import-tone';

/** Columns for who may prioritise contacts. */
const ROUTING: ReadonlySet<ImportTarget> = new Set(['queuePriority', 'skills']);

type PreviewRow = ImportPreview['rows'][number];
type RowProblem = PreviewRow['errors'][number];

/** One list: what its columns are, what is wrong before it starts; then how far it is, and what became of its rows. */
@Component({
  selector: 'app-import-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    MatProgressBarModule,
    RouterLink,
    TranslocoDirective,
    ErrorState,
    PageHeader,
    SelectField,
    Skeleton,
    StatusChip,
    TextField,
  ],
  templateUrl: './import-page.html',
  styleUrl: './import-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ImportPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly dialog = inject(MatDialog);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly definitions = inject(FieldDefinitions);
  private readonly live = inject(Realtime).topic('contacts').all<ContactImport>('import');
  private readonly session = inject(Session);
  private readonly mayPrioritise = this.session.may('contacts.prioritise') && this.session.has('prioritisation');
  protected readonly problems = inject(ProblemText);
  protected readonly busy = signal(false);
  protected readonly tone = toneOf;
  protected readonly mapping = signal<readonly ImportTarget[]>([]);
  protected readonly form = new FormGroup({
    campaignId: new FormControl<string | null>(null),
    onKnown: new FormControl<OnKnownContact>('fill', { nonNullable: true }),
    mappingName: new FormControl('', { nonNullable: true }),
  });
  private readonly values = toSignal(this.form.valueChanges, { initialValue: this.form.getRawValue() });

  protected readonly loaded = resource({
    params: () => this.id(),
    loader: ({ params }) => this.api.get<ContactImport>(`/contact-imports/${params}`),
  });
  private readonly purposes = resource({ loader: () => this.api.get<ConsentPurpose[]>('/consent-purposes') });
  private readonly campaignNames = resource({
    loader: () => this.api.get<{ id: string; name: string }[]>('/records/campaigns'),
  });
  /** What the page loaded, or, when it has moved on since, what came over the line. */
  protected readonly shown = computed(() => {
    const loaded = this.loaded.hasValue() ? this.loaded.value() : null;
    const moved = this.live().find(({ id }) => id === this.id());
    return moved && (!loaded || moved.version >= loaded.version) ? moved : loaded;
  });
  private readonly plan = computed((): ImportPlan => {
    const { campaignId, onKnown } = this.values();
    return { mapping: [...this.mapping()], campaignId: campaignId ?? null, onKnown: onKnown ?? 'fill' };
  });
  private readonly preview = resource({
    params: () => (this.shown()?.state === 'uploaded' && this.mapping().length > 0 ? this.plan() : undefined),
    loader: ({ params }) => this.api.post<ImportPreview>(`/contact-imports/${this.id()}/preview`, params),
  });
  protected readonly previewRows = computed(() => (this.preview.hasValue() ? this.preview.value().rows : []));
  protected readonly findings = computed(() => (this.preview.hasValue() ? this.preview.value().problems : []));
  protected readonly campaigns = computed((): Option[] => [
    { value: null, label: this.say('imports.noCampaign') },
    ...(this.campaignNames.hasValue() ? this.campaignNames.value() : []).map(({ id, name }) => ({
      value: id,
      label: name,
    })),
  ]);
  protected readonly targets = computed((): { value: string; label: string }[] => {
    const campaignId = this.values().campaignId ?? null;
    const own = (scope: string, id: string | null) =>
      this.definitions.of(id).map(({ key, label }) => ({ value: `${scope}.${key}`, label }));
    return [
      ...IMPORT_TARGETS.filter((target) => this.mayPrioritise || !ROUTING.has(target)).map((target) => ({
        value: target,
        label: this.say(`importTargets.${target}`),
      })),
      ...own('fields', null),
      ...(campaignId === null ? [] : own('campaign', campaignId)),
      ...this.consentTargets(),
    ];
  });

  constructor() {
    effect(() => {
      const each = this.shown();
      untracked(() => {
        if (each && this.mapping().length === 0) this.mapping.set(each.mapping);
      });
    });
  }

  protected choices = (): Option[] => ON_KNOWN.map((value) => ({ value, label: this.say(`importOnKnown.${value}`) }));

  protected separator = ({ separator, kind }: ContactImport): string =>
    kind === 'xlsx' ? 'XLSX' : separator === '\t' ? 'TAB' : separator;

  protected map(index: number, event: Event): void {
    const target = (event.target as HTMLSelectElement).value;
    this.mapping.update((mapping) => mapping.map((each, at) => (at === index ? target : each)));
  }

  protected errorOf({ errors }: PreviewRow, column: number): RowProblem | null {
    return errors.find(({ field }) => field === this.mapping()[column]) ?? null;
  }

  /** What belongs to no cell: a row of nobody. */
  protected homeless({ errors }: PreviewRow): string {
    const left = errors.filter(({ field }) => !this.mapping().includes(field));
    return left
      .map((error) => (error.field === 'contact' ? this.say('imports.nobody') : this.ruleText(error)))
      .join(' · ');
  }

  protected ruleText({ rule }: Pick<RowProblem, 'rule'>): string {
    const known = this.say(`rules.${rule}`);
    return known === `rules.${rule}` ? this.say('rules.phone-number') : known;
  }

  protected counts({ added, joined, review, skipped, refused, records }: ContactImport) {
    return [
      { label: 'imports.added', value: added },
      { label: 'imports.joined', value: joined },
      { label: 'imports.review', value: review },
      { label: 'imports.skipped', value: skipped },
      { label: 'imports.records', value: records },
      { label: 'imports.refused', value: refused },
    ];
  }

  protected start(): Promise<void> {
    return this.doing(() => this.api.post<ContactImport>(`/contact-imports/${this.id()}/start`, this.plan()));
  }

  protected act(what: 'cancel' | 'undo'): Promise<void> {
    return this.doing(() => this.api.post<ContactImport>(`/contact-imports/${this.id()}/${what}`));
  }

  protected async undo(): Promise<void> {
    const answer = await ask<'undo' | 'keep'>(this.dialog, {
      title: this.say('imports.undoTitle'),
      text: this.say('imports.undoText'),
      choices: [
        { answer: 'keep', label: this.say('ui.cancel') },
        { answer: 'undo', label: this.say('imports.undo'), danger: true },
      ],
    });
    if (answer === 'undo') await this.act('undo');
  }

  protected errors(): Promise<boolean> {
    return this.toasts.try(() => this.api.exportCsv(`/contact-imports/${this.id()}/errors`));
  }

  protected async saveMapping({ headings }: ContactImport): Promise<void> {
    const name = this.form.controls.mappingName.value.trim();
    if (name === '') return;
    const body = { name, headings, mapping: this.mapping() };
    await this.toasts.try(() => this.api.post('/contact-imports/mappings', body), 'ui.saved');
  }

  private consentTargets(): { value: string; label: string }[] {
    const used = (this.purposes.hasValue() ? this.purposes.value() : []).filter(({ active }) => active);
    return used.flatMap(({ id, name, channels }) =>
      channels.map((channel) => ({
        value: consentTarget(channel, id),
        label: `${this.say('imports.consent')}: ${name}, ${this.say(`consentChannels.${channel}`)}`,
      })),
    );
  }

  private async doing(work: () => Promise<ContactImport>): Promise<void> {
    this.busy.set(true);
    await this.toasts.try(async () => this.loaded.set(await work()));
    this.busy.set(false);
  }

  private say(key: string): string {
    return this.transloco.translate(key);
  }
}
