import { Injectable } from '@nestjs/common';
import type { CriticalFunction } from '#contracts';

/** Of each function that was tried: why it does not work, in words; null: it does. */
export type CheckResults = Partial<Record<CriticalFunction, string | null>>;

export interface CriticalCheck {
  /** What it tries. When `run` throws, none of them works. */
  readonly functions: readonly CriticalFunction[];
  /** Disturbs nobody: no agent, licence, statistic or report may see it. */
  run(): Promise<CheckResults>;
}

/** Who can try a critical function, and which process does. */
@Injectable()
export class CriticalChecks {
  private readonly checks: CriticalCheck[] = [];
  private here: () => Promise<boolean> = () => Promise.resolve(false);

  register(check: CriticalCheck): void {
    this.checks.push(check);
  }

  /** Whether this process is the one that checks; asked before each round. */
  where(here: () => Promise<boolean>): void {
    this.here = here;
  }

  isHere(): Promise<boolean> {
    return this.here();
  }

  /** Tries everything. A function that several try works when all say so. */
  async tryAll(): Promise<CheckResults> {
    const all: CheckResults = {};
    for (const results of await Promise.all(this.checks.map(tried)))
      for (const [name, why] of Object.entries(results) as [CriticalFunction, string | null][])
        all[name] = all[name] ?? why;
    return all;
  }
}

async function tried(check: CriticalCheck): Promise<CheckResults> {
  try {
    return await check.run();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return Object.fromEntries(check.functions.map((name) => [name, why]));
  }
}
