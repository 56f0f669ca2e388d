import { Injectable, type FactoryProvider, type Type } from '@nestjs/common';
import type { Page } from '#contracts';
import type { z } from 'zod';
import type { EventMeta } from '../../kernel/journal';
import type { Outcome, Refusal } from '../../kernel/outcome';
import type { ProblemException } from '../http';
import type { TextRefusal } from './secrets-of-text';

/** A thing as lists show it. */
export interface Entity {
  readonly id: string;
  readonly version: number;
}

/** The use cases that the console calls. Without `remove` a thing is taken away in the console only. */
export interface Settings<Given, R extends Refusal> {
  create(given: Given, meta: EventMeta): Promise<Outcome<unknown, R | TextRefusal>>;
  update(id: string, given: Given & { version: number }, meta: EventMeta): Promise<Outcome<unknown, R | TextRefusal>>;
  remove?(id: string, meta: EventMeta): Promise<Outcome<unknown, R>>;
}

/** A kind of things that is configuration, not data of people or of calls: told by the feature that owns it. */
export interface ConfiguredKind<Given = unknown> {
  /** As in the address of its list: `queues`. */
  readonly kind: string;
  /** What can be set of one: the rest of what a list shows is left out of the text, and everything that is write only. */
  readonly schema: z.ZodType<Given>;
  /** By which people know it, one of each; ids in it are told as names too. Left out: its `name`. */
  readonly nameOf?: (given: Given) => string;
}

/** How those of a kind are read and put in force. */
export interface ConfiguredAccess<Given = unknown, R extends Refusal = Refusal> {
  readonly page: (asked: { limit: number; after?: string }) => Promise<Page<Entity>>;
  readonly settings: Settings<Given, R>;
  /** What the console is told of a refusal: the field and its rule. */
  readonly problem: (refusal: R) => ProblemException;
}

export type ConfiguredThing = ConfiguredKind & ConfiguredAccess;

/** Things that are no configuration and are named by it. */
export interface NamedThing {
  readonly kind: string;
  readonly names: () => Promise<readonly { readonly id: string; readonly name: string }[]>;
}

/** All that is configured, kind by kind. */
@Injectable()
export class ConfiguredThings {
  /** Whom settings may name without being configured here. */
  readonly named: NamedThing[] = [];
  private readonly kinds = new Map<string, ConfiguredThing>();

  register(thing: ConfiguredThing): void {
    this.kinds.set(thing.kind, thing);
  }

  all(): ConfiguredThing[] {
    return [...this.kinds.values()].sort((one, other) => (one.kind < other.kind ? -1 : 1));
  }
}

type Classes<Needs extends unknown[]> = readonly [...{ [K in keyof Needs]: Type<Needs[K]> }];

/** A provider by which a module tells of a kind; `needs`: what of the module it is read and saved with. */
export const configured = <Needs extends unknown[], Given, R extends Refusal>(
  { needs, ...kind }: ConfiguredKind<Given> & { needs: Classes<Needs> },
  access: (...given: Needs) => ConfiguredAccess<Given, R>,
): FactoryProvider => ({
  provide: Symbol(kind.kind),
  inject: [ConfiguredThings, ...needs],
  useFactory: (things: ConfiguredThings, ...given: Needs) =>
    things.register({ ...kind, ...access(...given) } as unknown as ConfiguredThing),
});

/** A provider by which a module tells of things that are no configuration and that settings name. */
export const named = <Needs extends unknown[]>(
  kind: string,
  needs: Classes<Needs>,
  names: (...given: Needs) => ReturnType<NamedThing['names']>,
): FactoryProvider => ({
  provide: Symbol(kind),
  inject: [ConfiguredThings, ...needs],
  useFactory: (things: ConfiguredThings, ...given: Needs) => {
    things.named.push({ kind, names: () => names(...given) });
  },
});
