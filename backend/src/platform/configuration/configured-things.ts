import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { EventMeta } from '../../kernel/journal';
import type { Outcome, Refusal } from '../../kernel/outcome';

/** A thing as lists show it. */
export interface Entity {
  readonly id: string;
  readonly version: number;
}

/** A kind of things that is configuration, not data of people or of calls: told by the feature that owns it. */
export interface ConfiguredThing<E extends Entity = Entity, Given = unknown> {
  /** As in the address of its list: `queues`. */
  readonly kind: string;
  /** What can be set of one: the rest of what a list shows is left out of the text, and everything that is write only. */
  readonly schema: z.ZodType<Given>;
  readonly page: (asked: { limit: number; after?: string }) => Promise<{ items: readonly E[]; next: string | null }>;
  /** By which people know it, one of each. */
  readonly nameOf: (entity: E) => string;
  /** By the use case that the console calls; of a new one (null) too. Without it the thing is shown, and set in the console only. */
  readonly save?: (of: E | null, given: Given, meta: EventMeta) => Promise<Outcome<unknown, Refusal>>;
}

/** All that is configured, kind by kind. */
@Injectable()
export class ConfiguredThings {
  private readonly kinds = new Map<string, ConfiguredThing>();

  register<E extends Entity, Given>(thing: ConfiguredThing<E, Given>): void {
    this.kinds.set(thing.kind, thing as unknown as ConfiguredThing);
  }

  all(): ConfiguredThing[] {
    return [...this.kinds.values()].sort((one, other) => (one.kind < other.kind ? -1 : 1));
  }
}
