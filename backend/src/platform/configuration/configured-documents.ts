import type { z } from 'zod';
import type { EventMeta } from '../../kernel/journal';
import { accepted, type Outcome, type Refusal } from '../../kernel/outcome';
import type { ConfiguredAccess, Entity, Settings } from './configured-things';
import { notByText, secretMissing, type TextRefusal } from './secrets-of-text';
import { isSame } from './sorted';

interface Edited<Document> extends Entity {
  readonly draft: Document;
  readonly draftVersion: number;
  readonly liveVersion: number | null;
}

type Done<R extends Refusal, T = unknown> = Promise<Outcome<T, R>>;

/** Use cases of documents that are edited as a draft and used in published versions. `Beside`: what is set of one beside its text. */
export interface DocumentUseCases<Document, Beside, R extends Refusal> {
  page(asked: { limit: number; after?: string }): Promise<{ items: readonly Entity[]; next: string | null }>;
  one(id: string): Done<R, Edited<Document> & Beside>;
  version(id: string, number: number): Promise<Document | null>;
  create(given: Beside & { document: Document }, meta: EventMeta): Done<R, Entity>;
  change(id: string, given: Beside & { version: number }, meta: EventMeta): Done<R>;
  saveDraft(id: string, given: { document: Document; draftVersion: number }, meta: EventMeta): Done<R>;
  publish(id: string, given: { draftVersion: number; note: string }, meta: EventMeta): Done<R>;
  remove(id: string, meta: EventMeta): Done<R>;
  /** Settings with which nothing leads to a document by itself: with them it can be taken away. */
  readonly alone?: Partial<Beside>;
}

/** Where a document holds what may not be in a text: how it is shown, and what is meant by it; null: that is not known. */
export interface DocumentSecrets<Document> {
  shown(document: Document): Document;
  meant(given: Document, known: readonly Document[]): Document | null;
}

interface Texts<Document> {
  /** What is used; null: it was never published. */
  readonly published: Document | null;
  /** What is worked on; null: it is what is published. */
  readonly draft: Document | null;
}

/** What a text says of a document: what is set beside it, what is published and what is worked on. */
export const documentSchema = <Document, Beside extends z.ZodRawShape>(
  document: z.ZodType<Document>,
  beside: z.ZodObject<Beside>,
) => beside.extend({ published: document.nullable(), draft: document.nullable().default(null) });

/** Documents of a kind, read and put in force by the use cases of their editor. */
export class ConfiguredDocuments<Document, Beside, R extends Refusal> implements Settings<Beside & Texts<Document>, R> {
  constructor(
    private readonly uses: DocumentUseCases<Document, Beside, R>,
    private readonly secrets: DocumentSecrets<Document> = { shown: (document) => document, meant: (given) => given },
  ) {}

  access(problem: ConfiguredAccess<unknown, R>['problem']): ConfiguredAccess<Beside & Texts<Document>, R> {
    return { page: (asked) => this.page(asked), settings: this, problem };
  }

  async create(given: Beside & Texts<Document>, meta: EventMeta): Done<R | TextRefusal> {
    const text = given.published ?? given.draft;
    if (!text) return notByText('draft', 'required', 'It is published, or there is a draft');
    const document = this.secrets.meant(text, []);
    if (!document) return secretMissing(given.published ? 'published' : 'draft');
    const made = await this.uses.create({ ...given, document }, meta);
    if (!made.ok) return made;
    const { id, version } = made.value;
    const done = await this.update(id, { ...given, version }, meta);
    if (!done.ok) await this.uses.remove(id, meta);
    return done;
  }

  /** All of it or nothing: what is refused leaves the draft as it was. */
  async update(
    id: string,
    given: Beside & Texts<Document> & { version: number },
    meta: EventMeta,
  ): Done<R | TextRefusal> {
    const was = await this.uses.one(id);
    if (!was.ok) return was;
    const live = await this.live(id, was.value);
    const known = live ? [live, was.value.draft] : [was.value.draft];
    const published = given.published && this.secrets.meant(given.published, known);
    const draft = given.draft ? this.secrets.meant(given.draft, [...known].reverse()) : published;
    if (given.published && !published) return secretMissing('published');
    if (!draft) return given.draft ? secretMissing('draft') : notByText('draft', 'required', 'There is always a draft');
    if (live && !published) return notByText('published', 'stays', 'What is published is not taken back by a text');
    const changed = await this.uses.change(id, given, meta);
    if (!changed.ok) return changed;
    const done = published && !isSame(published, live) ? await this.publish(id, published, meta) : accepted(undefined);
    if (done.ok) return this.edit(id, draft, meta);
    await this.edit(id, was.value.draft, meta);
    await this.setBack(id, was.value, meta);
    return done;
  }

  async remove(id: string, meta: EventMeta): Done<R> {
    const { alone } = this.uses;
    const was = await this.uses.one(id);
    if (!was.ok || !alone) return this.uses.remove(id, meta);
    const changed = await this.uses.change(id, { ...was.value, ...alone }, meta);
    const done = changed.ok ? await this.uses.remove(id, meta) : changed;
    if (!done.ok) await this.setBack(id, was.value, meta);
    return done;
  }

  private async page(asked: { limit: number; after?: string }) {
    const { items, next } = await this.uses.page(asked);
    const all = await Promise.all(items.map(({ id }) => this.shown(id)));
    return { items: all.flatMap((each) => each ?? []), next };
  }

  private async shown(id: string): Promise<(Entity & Texts<Document>) | null> {
    const found = await this.uses.one(id);
    if (!found.ok) return null;
    const live = await this.live(id, found.value);
    const published = live && this.secrets.shown(live);
    const draft = this.secrets.shown(found.value.draft);
    return { ...found.value, published, draft: isSame(draft, published) ? null : draft };
  }

  private async setBack(id: string, was: Edited<Document> & Beside, meta: EventMeta): Promise<void> {
    const now = await this.uses.one(id);
    if (now.ok) await this.uses.change(id, { ...was, version: now.value.version }, meta);
  }

  private async live(id: string, { liveVersion }: Edited<Document>): Promise<Document | null> {
    return liveVersion === null ? null : this.uses.version(id, liveVersion);
  }

  private async edit(id: string, document: Document, meta: EventMeta): Done<R> {
    const now = await this.uses.one(id);
    if (!now.ok || isSame(now.value.draft, document)) return now;
    return this.uses.saveDraft(id, { document, draftVersion: now.value.draftVersion }, meta);
  }

  private async publish(id: string, document: Document, meta: EventMeta): Done<R> {
    const edited = await this.edit(id, document, meta);
    const now = edited.ok ? await this.uses.one(id) : edited;
    return now.ok ? this.uses.publish(id, { draftVersion: now.value.draftVersion, note: '' }, meta) : now;
  }
}
