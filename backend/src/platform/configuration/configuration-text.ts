import { Injectable } from '@nestjs/common';
import type { EventMeta } from '../../kernel/journal';
import { ConfiguredThings, type ConfiguredThing, type Entity } from './configured-things';
import { Names } from './names';

/** Settings by kind and name. Ids in them are written as `@kind/name`, so that two systems can be compared. */
export type Configuration = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What became of a text. `refused`: nothing of it is in force, except what `left` names. */
export interface Applied {
  readonly saved: readonly string[];
  /** In force and not in the text: they stay. */
  readonly kept: readonly string[];
  readonly refused: { readonly what: string; readonly because: string } | null;
  /** Made before something was refused, and still there. */
  readonly left: readonly string[];
}

interface Found {
  readonly thing: ConfiguredThing;
  readonly entity: Entity;
  readonly settings: unknown;
}
interface Wanted {
  readonly what: string;
  readonly thing: ConfiguredThing;
  readonly settings: unknown;
}

/** The whole configuration as text, and a text put in force thing by thing through the use cases of their features. */
@Injectable()
export class ConfigurationText {
  constructor(private readonly things: ConfiguredThings) {}

  async read(): Promise<Configuration> {
    const found = await this.found();
    const names = namesOf(found);
    const kinds: Record<string, Record<string, unknown>> = {};
    for (const [what, { thing, settings }] of [...found].sort(([one], [other]) => (one < other ? -1 : 1)))
      (kinds[thing.kind] ??= {})[what.slice(thing.kind.length + 1)] = names.told(settings);
    return kinds;
  }

  /** Only what differs is saved; the first refusal stops it, and what was changed before is put back. */
  async apply(configuration: Configuration, meta: EventMeta): Promise<Applied> {
    const before = await this.found();
    const wanted = this.wanted(configuration);
    const mentioned = new Set(wanted.map(({ what }) => what));
    const kept = [...before.keys()].filter((what) => !mentioned.has(what)).sort();
    const names = namesOf(before);
    let open = wanted.filter(({ what, settings }) => {
      const there = before.get(what);
      return !there || JSON.stringify(names.told(there.settings)) !== JSON.stringify(sorted(settings));
    });
    const saved: string[] = [];
    while (open.length > 0) {
      // Whoever is named by another comes first.
      const next = open.find(({ settings }) => names.unknown(settings) === null) ?? open[0];
      if (!next) break;
      const because = await this.save(next, names, meta);
      if (because !== null) return this.putBack(saved, { what: next.what, because }, before, meta);
      saved.push(next.what);
      if (!before.has(next.what)) names.add((await this.found(next.thing)).get(next.what)?.entity.id ?? '', next.what);
      open = open.filter((each) => each !== next);
    }
    return { saved, kept, refused: null, left: [] };
  }

  /** Why it could not be; null: it is in force. */
  private async save({ what, thing, settings }: Wanted, names: Names, meta: EventMeta): Promise<string | null> {
    if (!thing.save) return 'it can only be set in the console';
    const unknown = names.unknown(settings);
    if (unknown !== null) return `there is no ${unknown}`;
    const given = thing.schema.safeParse(names.resolved(settings));
    if (!given.success)
      return given.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    const done = await thing.save((await this.found(thing)).get(what)?.entity ?? null, given.data, meta);
    return done.ok ? null : done.refusal.code;
  }

  private async putBack(
    saved: readonly string[],
    refused: { what: string; because: string },
    before: ReadonlyMap<string, Found>,
    meta: EventMeta,
  ): Promise<Applied> {
    const left: string[] = [];
    const names = namesOf(await this.found());
    for (const what of [...saved].reverse()) {
      const was = before.get(what);
      const because = was ? await this.save({ ...was, what }, names, meta) : 'new';
      if (because !== null) left.push(what);
    }
    return { saved: [], kept: [], refused, left };
  }

  private wanted(configuration: Configuration): Wanted[] {
    const kinds = new Map(this.things.all().map((thing) => [thing.kind, thing]));
    return Object.entries(configuration).flatMap(([kind, byName]) => {
      const thing = kinds.get(kind);
      if (!thing) throw new Error(`Nothing of the kind ${kind} is configured here`);
      return Object.entries(byName).map(([name, settings]) => ({ what: `${kind}/${name}`, thing, settings }));
    });
  }

  private async found(only?: ConfiguredThing): Promise<Map<string, Found>> {
    const found = new Map<string, Found>();
    for (const thing of only ? [only] : this.things.all())
      for (const entity of await everyOne(thing)) {
        const what = `${thing.kind}/${thing.nameOf(entity)}`;
        found.set(found.has(what) ? `${what} ${entity.id}` : what, {
          thing,
          entity,
          settings: settingsOf(thing, entity),
        });
      }
    return found;
  }
}

const namesOf = (found: ReadonlyMap<string, Found>): Names =>
  new Names([...found].map(([what, { entity }]) => [entity.id, what]));

async function everyOne(thing: ConfiguredThing): Promise<Entity[]> {
  const all: Entity[] = [];
  for (let after: string | null = null; ;) {
    const page = await thing.page({ limit: 100, ...(after !== null && { after }) });
    all.push(...page.items);
    if (page.next === null) return all;
    after = page.next;
  }
}

/** Its version is a matter of this system only. */
function settingsOf({ schema }: ConfiguredThing, entity: Entity): unknown {
  const { version: _version, ...settings } = schema.parse(entity) as Record<string, unknown>;
  return sorted(settings);
}

/** The same text for the same settings: keys in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}
