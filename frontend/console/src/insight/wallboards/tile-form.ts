import { FormControl, FormGroup, Validators } from '@angular/forms';
import { isCampaignMetric, type Tile, type TileKind, type WallMetric } from '#contracts';
import { isShare } from './wall-figures';

const limit = () => new FormControl<number | null>(null, [Validators.min(0), Validators.max(1_000_000)]);

/** The fields of one tile; shares are typed as percent. */
export const tileForm = () =>
  new FormGroup({
    kind: new FormControl<TileKind>('figure', { nonNullable: true }),
    title: new FormControl('', { nonNullable: true, validators: [Validators.maxLength(60)] }),
    queueIds: new FormControl<string[]>([], { nonNullable: true }),
    campaignIds: new FormControl<string[]>([], { nonNullable: true }),
    metric: new FormControl<WallMetric | null>('waiting'),
    warnAt: limit(),
    alarmAt: limit(),
    sound: new FormControl(false, { nonNullable: true }),
    text: new FormControl('', { nonNullable: true, validators: [Validators.maxLength(500)] }),
  });

type TileForm = ReturnType<typeof tileForm>;

const scaled = (value: number | null, by: number): number | null =>
  value === null ? null : Math.round(value * by * 1e6) / 1e6;

export function showTile(form: TileForm, { id: _id, width: _width, height: _height, ...fields }: Tile): void {
  const by = isShare(fields.metric) ? 100 : 1;
  form.reset(
    { ...fields, warnAt: scaled(fields.warnAt, by), alarmAt: scaled(fields.alarmAt, by) },
    { emitEvent: false },
  );
}

/** The tile with what the form says; what its kind does not show is left empty. */
export function tileWith(tile: Tile, form: TileForm): Tile {
  const value = form.getRawValue();
  const isFigure = value.kind === 'figure';
  const by = isShare(value.metric) ? 0.01 : 1;
  return {
    ...tile,
    ...value,
    ...named(value.kind, isFigure && isCampaignMetric(value.metric), value),
    metric: isFigure ? value.metric : null,
    warnAt: isFigure ? scaled(value.warnAt, by) : null,
    alarmAt: isFigure ? scaled(value.alarmAt, by) : null,
    sound: isFigure && value.sound,
    text: value.kind === 'text' ? value.text : '',
  };
}

interface Named {
  readonly queueIds: string[];
  readonly campaignIds: string[];
}

/** Only those whose numbers the tile shows. */
function named(kind: TileKind, ofCampaigns: boolean, { queueIds, campaignIds }: Named): Named {
  if (kind === 'clock' || kind === 'text') return { queueIds: [], campaignIds: [] };
  return ofCampaigns || kind === 'campaigns' ? { queueIds: [], campaignIds } : { queueIds, campaignIds: [] };
}

const SIZES: Readonly<Record<TileKind, readonly [number, number]>> = {
  figure: [3, 2],
  queues: [6, 3],
  agents: [6, 4],
  campaigns: [8, 3],
  clock: [3, 1],
  text: [6, 1],
};

/** A new tile of a size that suits its kind. */
export function newTile(id: string, kind: TileKind, all: Named): Tile {
  const [width, height] = SIZES[kind];
  return {
    id,
    kind,
    title: '',
    width,
    height,
    ...named(kind, false, all),
    metric: kind === 'figure' ? 'waiting' : null,
    warnAt: null,
    alarmAt: null,
    sound: false,
    text: '',
  };
}
