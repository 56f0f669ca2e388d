import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '../../../../kernel/journal';

/** What one event adds to a meter: units used, or +1 and −1 for counted objects. */
export interface MeteredAmount {
  readonly meter: string;
  readonly amount: number;
  /** For meters that count each user's use against the user's own allowance. */
  readonly userId?: string;
}

/** Events of a feature that count against limits. */
export interface MeterSource {
  readonly types: readonly string[];
  amounts(event: RecordedEvent): readonly MeteredAmount[];
}

/** Features register what counts (`onModuleInit`); the ledger follows the journal. */
@Injectable()
export class MeterSources {
  private readonly sources: MeterSource[] = [];

  register(source: MeterSource): void {
    this.sources.push(source);
  }

  types(): string[] {
    return [...new Set(this.sources.flatMap(({ types }) => types))].sort();
  }

  amounts(event: RecordedEvent): MeteredAmount[] {
    return this.sources.filter(({ types }) => types.includes(event.type)).flatMap((source) => source.amounts(event));
  }
}
