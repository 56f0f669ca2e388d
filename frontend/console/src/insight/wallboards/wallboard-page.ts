import { CdkDrag, CdkDragHandle, CdkDropList, moveItemInArray } from '@angular/cdk/drag-drop';
import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import {
  isCampaignMetric,
  LOW_IS_BAD,
  TILE_KINDS,
  WALL_COLUMNS,
  WALL_METRICS,
  type QueueView,
  type Tile,
  type TileKind,
  type WallAgent,
  type Wallboard,
  type WallCampaign,
} from '#contracts';
import { EmptyState, SelectField, TextField, ToggleField, type Option } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';
import { Language } from '../../platform/language/language';
import { Realtime } from '../../platform/realtime/realtime';
import { LinksDialog } from './links-dialog';
import { newTile, showTile, tileForm, tileWith } from './tile-form';
import { isShare, isTime } from './wall-figures';
import { WallDisplay } from './wall-display';

const TALLEST = 6;
const NARROWEST = 2;

/** The designer of one board: tiles with their real numbers beside the fields of the chosen one. */
@Component({
  selector: 'app-wallboard-page',
  imports: [
    CdkDrag,
    CdkDragHandle,
    CdkDropList,
    MatButtonModule,
    MatIconModule,
    RouterLink,
    TranslocoDirective,
    EditorPage,
    EmptyState,
    SelectField,
    TextField,
    ToggleField,
    WallDisplay,
  ],
  templateUrl: './wallboard-page.html',
  styleUrl: './wallboard-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WallboardPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly dialog = inject(MatDialog);
  private readonly language = inject(Language);
  private readonly router = inject(Router);
  private readonly transloco = inject(TranslocoService);
  private readonly topic = inject(Realtime).topic('wall');

  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly queues = this.topic.all<QueueView>('queue');
  protected readonly agents = this.topic.all<WallAgent>('agent');
  protected readonly campaigns = this.topic.all<WallCampaign>('campaign');
  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.maxLength(80)] }),
  });
  protected readonly tileForm = tileForm();
  protected readonly tiles = signal<readonly Tile[]>([]);
  protected readonly chosenId = signal<string | null>(null);
  protected readonly chosen = computed(() => this.tiles().find(({ id }) => id === this.chosenId()));
  protected readonly lowIsBad = computed(() => {
    const metric = this.chosen()?.metric;
    return metric ? LOW_IS_BAD.includes(metric) : false;
  });
  protected readonly suffix = computed(() => {
    const metric = this.chosen()?.metric ?? null;
    return isShare(metric) ? '%' : isTime(metric) ? 's' : '';
  });
  /** Whose numbers the chosen tile shows. */
  protected readonly about = computed(() => {
    const { kind, metric } = this.chosen() ?? { kind: 'text', metric: null };
    if (kind === 'text' || kind === 'clock') return 'nothing';
    return kind === 'campaigns' || (kind === 'figure' && isCampaignMetric(metric)) ? 'campaigns' : 'queues';
  });
  protected readonly queueOptions = computed(() => byName(this.queues()));
  protected readonly campaignOptions = computed(() => byName(this.campaigns()));
  protected readonly kindOptions = computed(() => this.words('tileKinds', TILE_KINDS));
  protected readonly metricOptions = computed(() => this.words('wallMetrics', WALL_METRICS));

  readonly editor = editor<Wallboard>({
    form: this.form,
    load: () => (this.isNew() ? Promise.resolve(null) : this.api.get<Wallboard>(`/wallboards/${this.id()}`)),
    show: ({ name, tiles }) => {
      this.form.reset({ name });
      this.tiles.set(tiles);
      const chosen = this.chosen();
      if (chosen) showTile(this.tileForm, chosen);
    },
    save: (version) => {
      const body = { ...this.form.getRawValue(), tiles: this.tiles(), ...(version !== undefined && { version }) };
      return version === undefined
        ? this.api.post<Wallboard>('/wallboards', body)
        : this.api.patch<Wallboard>(`/wallboards/${this.id()}`, body);
    },
    saved: ({ id }, isNew) => {
      if (isNew) void this.router.navigateByUrl(`/wallboards/${id}`);
    },
  });

  constructor() {
    this.tileForm.valueChanges.pipe(takeUntilDestroyed()).subscribe(() => {
      const id = this.chosenId();
      if (this.tileForm.valid) this.replace((tile) => (tile.id === id ? tileWith(tile, this.tileForm) : tile));
    });
  }

  protected add(kind: TileKind): void {
    const idsOf = (options: readonly Option<string>[]) => options.map(({ value }) => value);
    const all = { queueIds: idsOf(this.queueOptions()), campaignIds: idsOf(this.campaignOptions()) };
    const tile = newTile(crypto.randomUUID(), kind, all);
    this.change([...this.tiles(), tile]);
    this.choose(tile.id);
  }

  protected choose(id: string): void {
    this.chosenId.set(this.chosenId() === id ? null : id);
    const chosen = this.chosen();
    if (chosen) showTile(this.tileForm, chosen);
  }

  protected remove(id: string): void {
    this.change(this.tiles().filter((tile) => tile.id !== id));
  }

  protected move(from: number, to: number): void {
    const tiles = [...this.tiles()];
    moveItemInArray(tiles, from, to);
    this.change(tiles);
  }

  protected resize(columns: number, rows: number): void {
    const id = this.chosenId();
    const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
    this.replace((tile) =>
      tile.id === id
        ? {
            ...tile,
            width: within(tile.width + columns, NARROWEST, WALL_COLUMNS),
            height: within(tile.height + rows, 1, TALLEST),
          }
        : tile,
    );
  }

  protected nameOf({ title, kind, metric }: Tile): string {
    return title || this.transloco.translate(metric ? `wallMetrics.${metric}` : `tileKinds.${kind}`);
  }

  protected openLinks(): void {
    this.dialog.open<LinksDialog, string>(LinksDialog, { data: this.id(), width: '640px' });
  }

  protected delete(): void {
    const name = this.editor.entity()?.name ?? '';
    void this.deletion.of(`/wallboards/${this.id()}`, { name, form: this.form, back: '/wallboards' });
  }

  private words<Value extends string>(family: string, values: readonly Value[]): Option<Value>[] {
    this.language.current();
    return values.map((value) => ({ value, label: this.transloco.translate(`${family}.${value}`) }));
  }

  private replace(change: (tile: Tile) => Tile): void {
    this.change(this.tiles().map(change));
  }

  /** Tiles are no control of the form, and are asked about like one when somebody leaves. */
  private change(tiles: readonly Tile[]): void {
    this.tiles.set(tiles);
    this.form.markAsDirty();
  }
}

const byName = (all: readonly { id: string; name: string }[]): Option<string>[] =>
  [...all].sort((one, other) => one.name.localeCompare(other.name)).map(({ id, name }) => ({ value: id, label: name }));
