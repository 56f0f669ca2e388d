import { ChangeDetectionStrategy, Component, computed, effect, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import {
  levelOf,
  wallFigure,
  type Level,
  type QueueView,
  type Tile,
  type WallAgent,
  type WallCampaign,
} from '#contracts';
import { Language } from '../../platform/language/language';
import { Vocabulary } from '../../platform/language/vocabulary';
import { ClockTimePipe } from '../../platform/time/format-pipes';
import { secondsSince } from '../../platform/time/formats';
import { Now } from '../../platform/time/now';
import { AlarmTone } from './alarm-tone';
import { wallText } from './wall-figures';

interface ShownTile {
  readonly tile: Tile;
  readonly queues: readonly QueueView[];
  readonly agents: readonly WallAgent[];
  readonly campaigns: readonly WallCampaign[];
  readonly text: string;
  readonly level: Level;
}

/** Tiles with their numbers: the same on the wall and in the editor. */
@Component({
  selector: 'app-wall-display',
  imports: [TranslocoDirective, ClockTimePipe],
  templateUrl: './wall-display.html',
  styleUrl: './wall-display.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WallDisplay {
  readonly tiles = input.required<readonly Tile[]>();
  readonly queues = input.required<readonly QueueView[]>();
  readonly agents = input.required<readonly WallAgent[]>();
  readonly campaigns = input.required<readonly WallCampaign[]>();
  /** Whether an alarm may sound. */
  readonly loud = input(false);

  private readonly language = inject(Language);
  private readonly vocabulary = inject(Vocabulary);
  private readonly tone = inject(AlarmTone);
  private readonly now = inject(Now).now;
  private sounding = new Set<string>();

  protected readonly shown = computed(() => this.tiles().map((tile) => this.shownOf(tile)));
  protected readonly clock = computed(() => {
    const zone = this.language.timeZone();
    const style = { hour: '2-digit', minute: '2-digit', ...(zone && { timeZone: zone }) } as const;
    return new Intl.DateTimeFormat(this.language.locale, style).format(this.now());
  });

  constructor() {
    effect(() => {
      const alarmed = this.shown().filter(({ tile, level }) => tile.sound && level === 'alarm');
      const ids = new Set(alarmed.map(({ tile }) => tile.id));
      if (this.loud() && [...ids].some((id) => !this.sounding.has(id))) this.tone.play();
      this.sounding = ids;
    });
  }

  protected statusOf({ status, reason }: WallAgent): string {
    return status === 'not-ready' && reason
      ? this.vocabulary.word('reasons', reason)
      : this.vocabulary.word('statuses', status);
  }

  protected inStatus({ since }: WallAgent): number {
    return secondsSince(since, this.now());
  }

  protected longest({ longestWaitSince }: QueueView): number {
    return secondsSince(longestWaitSince, this.now());
  }

  protected level({ today }: QueueView): string {
    return wallText('serviceLevel', today.serviceLevel, this.language.locale);
  }

  protected shareOf(metric: 'answerRate' | 'campaignAbandonment', campaign: WallCampaign): string {
    const value = wallFigure(metric, { queues: [], agents: [], campaigns: [campaign] }, this.now());
    return wallText(metric, value, this.language.locale);
  }

  private shownOf(tile: Tile): ShownTile {
    const queues = this.queues().filter(({ id }) => tile.queueIds.includes(id));
    const agents = this.agents()
      .filter(({ status, queueIds }) => status !== 'offline' && queueIds.some((id) => tile.queueIds.includes(id)))
      .sort((one, other) => one.status.localeCompare(other.status) || one.since.localeCompare(other.since));
    const campaigns = this.campaigns().filter(({ id }) => tile.campaignIds.includes(id));
    const value = tile.metric && wallFigure(tile.metric, { queues, agents, campaigns }, this.now());
    return {
      tile,
      queues,
      agents,
      campaigns,
      text: tile.metric ? wallText(tile.metric, value, this.language.locale) : '',
      level: levelOf(tile, value),
    };
  }
}
