import { Injectable } from '@nestjs/common';
import type { HealthReport } from '#contracts';

export interface HealthContributor {
  readonly name: string;
  /** Without it nothing works: `unavailable` rather than `degraded`. */
  readonly vital: boolean;
  /** Throws, or answers late, when the part is not well; may answer with a word on how it is. */
  check(): Promise<string | void>;
}

/** A part that does not answer by then is not well. */
const PATIENCE_MS = 2_000;

type Part = HealthReport['parts'][number];

/** Who can say how they are. Features register theirs (the switch, the identity provider) while their modules start. */
@Injectable()
export class HealthRegistry {
  private readonly contributors: HealthContributor[] = [];

  register(contributor: HealthContributor): void {
    this.contributors.push(contributor);
  }

  async report(): Promise<HealthReport> {
    const parts = await Promise.all(this.contributors.map((contributor) => ask(contributor)));
    const statuses = new Set(parts.map(({ status }) => status));
    const status = statuses.has('unavailable') ? 'unavailable' : statuses.has('degraded') ? 'degraded' : 'ok';
    return { status, parts };
  }
}

async function ask(contributor: HealthContributor): Promise<Part> {
  const { name, vital } = contributor;
  const started = performance.now();
  const milliseconds = () => Math.round(performance.now() - started);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  try {
    const detail = await Promise.race([contributor.check(), late]);
    return { name, status: 'ok', ...(detail && { detail }), milliseconds: milliseconds() };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { name, status: vital ? 'unavailable' : 'degraded', detail, milliseconds: milliseconds() };
  } finally {
    clearTimeout(timer);
  }
}
