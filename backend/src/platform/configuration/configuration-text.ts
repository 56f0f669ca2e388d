import { Injectable } from '@nestjs/common';
import type { FieldError } from '#contracts';
import type { EventMeta } from '../../kernel/journal';
import type { Refusal } from '../../kernel/outcome';
import { allPages, fieldErrors, type ProblemException } from '../http';
import { ConfiguredThings, type ConfiguredThing, type Entity } from './configured-things';
import { Names } from './names';
import type { TextRefusal } from './secrets-of-text';
import { isSame, sorted } from './sorted';

/**
 * Settings by kind and name; null: there is to be none. Ids in them are written as `@kind/name`, so that two systems can be compared.
 */
export type Configuration = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What became of a text. `refused`: nothing of it is in force, except what `left` names. */
export interface Applied {
  readonly saved: readonly string[];
  /** In force and not in the text: they stay. */
  readonly kept: readonly string[];
  readonly refused: { readonly what: string; readonly because: string } | null;
  /** Changed before something was refused, and still as the text has it. */
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
    const { found, names } = await this.everything();
    const kinds: Record<string, Record<string, unknown>> = {};
    for (const [what, { thing, settings }] of [...found].sort(([one], [other]) => (one < other ? -1 : 1)))
      (kinds[thing.kind] ??= {})[what.slice(thing.kind.length + 1)] = names.told(settings);
    return kinds;
  }

  /** Only what differs is saved; what is still refused after the others stops it, and what was changed before is put back. */
  async apply(configuration: Configuration, meta: EventMeta): Promise<Applied> {
    const { found: before, names } = await this.everything();
    const wanted = this.wanted(configuration);
    const mentioned = new Set(wanted.map(({ what }) => what));
    const kept = [...before.keys()].filter((what) => !mentioned.has(what)).sort();
    const open = wanted.filter((each) => differs(each, before.get(each.what), names));
    const saved: string[] = [];
    const waiting = new Set<Wanted>();
    while (open.length > 0) {
      const [next] = open.splice(nextOf(open, names, before), 1);
      if (!next) break;
      const because = await this.save(next, names, meta);
      if (because === null) {
        saved.push(next.what);
        waiting.clear();
      } else if (waiting.has(next)) {
        return this.putBack(saved, { what: next.what, because }, before, meta);
      } else {
        // It may lack what is saved after it, and is tried once more.
        open.push(next);
        waiting.add(next);
      }
    }
    return { saved, kept, refused: null, left: [] };
  }

  /** Why it could not be; null: it is in force. */
  private async save(wanted: Wanted, names: Names, meta: EventMeta): Promise<string | null> {
    try {
      return await this.trySave(wanted, names, meta);
    } catch (error) {
      // What is broken is no reason to leave half a text in force.
      return String(error);
    }
  }

  private async trySave({ what, thing, settings }: Wanted, names: Names, meta: EventMeta): Promise<string | null> {
    const { settings: by, problem, schema } = thing;
    const of = await entityNamed(what, thing, names);
    if (settings === null) {
      if (!by.remove) return 'it can only be taken away in the console';
      const done = of && (await by.remove(of.id, meta));
      return !done || done.ok ? null : told(done.refusal, problem);
    }
    const unknown = names.unknown(settings);
    if (unknown !== null) return `there is no ${unknown}`;
    const given = schema.safeParse(names.resolved(settings));
    if (!given.success) return rulesOf(fieldErrors(given.error));
    const name = `${thing.kind}/${names.inName(named(thing, given.data))}`;
    if (what !== name && what !== `${name} ${of?.id}`) return `its name says ${name}`;
    const done = of
      ? await by.update(of.id, { ...(given.data as object), version: of.version }, meta)
      : await by.create(given.data, meta);
    if (!done.ok) return told(done.refusal, problem);
    if (!of) names.add((await entityNamed(what, thing, names))?.id ?? '', what);
    return null;
  }

  private async putBack(
    saved: readonly string[],
    refused: { what: string; because: string },
    before: ReadonlyMap<string, Found>,
    meta: EventMeta,
  ): Promise<Applied> {
    const left: string[] = [];
    if (saved.length === 0) return { saved, kept: [], refused, left };
    const { found, names } = await this.everything();
    for (const what of [...saved].reverse()) {
      const was = before.get(what);
      const thing = (was ?? found.get(what))?.thing;
      const because = thing && (await this.save({ what, thing, settings: was?.settings ?? null }, names, meta));
      if (because) left.push(what);
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

  private async everything(): Promise<{ found: Map<string, Found>; names: Names }> {
    const all: [id: string, what: string][] = [];
    for (const { kind, names } of this.things.named)
      for (const { id, name } of await names()) all.push([id, `${kind}/${name}`]);
    const entities = new Map<ConfiguredThing, Entity[]>();
    for (const thing of this.things.all()) entities.set(thing, await entitiesOf(thing));
    for (const [thing, own] of entities)
      for (const entity of own) all.push([entity.id, `${thing.kind}/${named(thing, thing.schema.parse(entity))}`]);
    const names = new Names(all);
    const found = new Map([...entities].flatMap(([thing, own]) => foundIn(own, thing, names)));
    for (const [what, { entity }] of found) names.add(entity.id, what);
    return { found, names };
  }
}

async function entitiesOf(thing: ConfiguredThing): Promise<Entity[]> {
  const all: Entity[] = [];
  for await (const entity of allPages((after) => thing.page({ limit: 100, ...(after !== undefined && { after }) })))
    all.push(entity);
  return all;
}

const entityNamed = async (what: string, thing: ConfiguredThing, names: Names): Promise<Entity | undefined> =>
  new Map(foundIn(await entitiesOf(thing), thing, names)).get(what)?.entity;

const named = ({ nameOf }: ConfiguredThing, given: unknown): string =>
  nameOf ? nameOf(given) : (given as { name: string }).name;

function foundIn(entities: readonly Entity[], thing: ConfiguredThing, names: Names): [what: string, Found][] {
  const seen = new Set<string>();
  return entities.map((entity) => {
    const given = thing.schema.parse(entity);
    const what = `${thing.kind}/${names.inName(named(thing, given))}`;
    const unique = seen.has(what) ? `${what} ${entity.id}` : what;
    seen.add(what);
    return [unique, { thing, entity, settings: settingsOf(given) }];
  });
}

/** Its version is a matter of this system only. */
function settingsOf(given: unknown): unknown {
  const { version: _version, ...settings } = given as Record<string, unknown>;
  return sorted(settings);
}

/** A text may leave out what has a default. */
function differs({ thing, settings }: Wanted, there: Found | undefined, names: Names): boolean {
  if (!there || settings === null) return Boolean(there) || settings !== null;
  const given = thing.schema.safeParse(names.resolved(settings));
  return !given.success || !isSame(settingsOf(given.data), there.settings);
}

/** Whoever is named by another is saved before it, and taken away after it. */
function nextOf(open: readonly Wanted[], names: Names, before: ReadonlyMap<string, Found>): number {
  const told = open.map(({ what }) => JSON.stringify(names.told(before.get(what)?.settings)));
  const order = [
    open.findIndex(({ settings }) => settings !== null && names.unknown(settings) === null),
    open.findIndex(({ settings }) => settings !== null),
    open.findIndex(({ what }) => !told.some((settings) => settings?.includes(JSON.stringify(`@${what}`)))),
  ];
  return Math.max(0, order.find((each) => each >= 0) ?? 0);
}

const rulesOf = (fields: readonly FieldError[]): string =>
  fields.map(({ field, rule, message }) => `${field}: ${message} (${rule})`).join('; ');

/** The field and the rule where the console is told them; else what the refusal says beside its code. */
function told(refusal: Refusal | TextRefusal, problem: (refusal: Refusal) => ProblemException): string {
  const { code, ...rest } = refusal;
  if ('fields' in refusal) return `${code}: ${rulesOf(refusal.fields)}`;
  const fields = problem(refusal).answer.fields ?? [];
  const more = fields.length > 0 ? rulesOf(fields) : Object.keys(rest).length > 0 ? JSON.stringify(rest) : '';
  return more ? `${code}: ${more}` : code;
}
