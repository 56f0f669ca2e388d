import { Injectable } from '@nestjs/common';
import { AttemptStore } from './attempt.store';
import { CampaignStore } from './campaign.store';
import { DiallingStore } from './dialling.store';
import { LineStore } from './line.store';
import { SeatStore } from './seat.store';
import { StrategyStore } from './strategy.store';

/** The tables of campaigns under one name each. */
@Injectable()
export class Tables {
  constructor(
    readonly campaigns: CampaignStore,
    readonly records: DiallingStore,
    readonly attempts: AttemptStore,
    readonly places: SeatStore,
    readonly strategies: StrategyStore,
    readonly lines: LineStore,
  ) {}
}
