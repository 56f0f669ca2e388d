import { Injectable } from '@nestjs/common';
import type { Process } from '#contracts';

export interface ProcessSource {
  list(): Promise<readonly Process[]>;
}

/** Whoever can take a contact on from a classifier says so here; until somebody does, nothing of the kind is offered. */
@Injectable()
export class Processes {
  private readonly sources: ProcessSource[] = [];

  register(source: ProcessSource): void {
    this.sources.push(source);
  }

  async all(): Promise<Process[]> {
    return (await Promise.all(this.sources.map((source) => source.list()))).flat();
  }
}
