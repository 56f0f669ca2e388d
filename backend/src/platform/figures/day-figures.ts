import { Injectable } from '@nestjs/common';

/** Days as dates (`2026-11-30`), both included; `userIds` null: everybody. */
export interface AskedDays {
  readonly from: string;
  readonly to: string;
  readonly userIds: readonly string[] | null;
}

/** What one day of one person adds to sums. */
export interface PersonDay {
  readonly userId: string;
  readonly date: string;
  readonly sums: Readonly<Record<string, number>>;
}

type Source = (asked: AskedDays) => Promise<readonly PersonDay[]>;

/** Sources by the name of the report that they are for; features register theirs while their modules start. */
@Injectable()
export class DayFigures {
  private readonly sources = new Map<string, Source>();

  register(name: string, source: Source): void {
    if (this.sources.has(name)) throw new Error(`Two sources of figures for ${name}`);
    this.sources.set(name, source);
  }

  async of(name: string, asked: AskedDays): Promise<readonly PersonDay[]> {
    const source = this.sources.get(name);
    if (!source) throw new Error(`No source of figures for ${name}`);
    return source(asked);
  }
}
