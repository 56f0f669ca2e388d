import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Prompt, PromptUse, SavePrompt } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { PromptStore } from '../data/prompt.store';
import { PromptUses } from './prompt-uses';
import { REPLACED_MS, SpeechCache } from './speech-cache';

/** `prompt-in-use`: it is played somewhere; `uses` names where. */
export type PromptRefusal =
  | Refusal<'prompt-not-found' | 'prompt-name-taken' | 'changed-meanwhile' | 'variant-not-found'>
  | { readonly code: 'prompt-in-use'; readonly uses: readonly PromptUse[] };
type Saved = Outcome<Prompt, PromptRefusal>;

export const PROMPT_EVENT_TYPES = ['PromptSaved', 'PromptRemoved', 'PlaylistSaved', 'PlaylistRemoved'] as const;

/** Names, kinds and the end of prompts. What is heard is written by `PromptVariants`. */
@Injectable()
export class PromptSettings implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: PromptStore,
    private readonly uses: PromptUses,
    private readonly cache: SpeechCache,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.uses.register((tx, promptId) => this.store.playlistsWith(tx, promptId));
  }

  create(prompt: SavePrompt, meta: EventMeta): Promise<Saved> {
    return this.naming(async (tx) => {
      const id = this.ids.next();
      await this.store.insert(tx, id, prompt, this.clock.now());
      return this.announce(tx, id, meta);
    });
  }

  update(id: string, change: Partial<SavePrompt> & { version: number }, meta: EventMeta): Promise<Saved> {
    return this.naming(async (tx) => {
      const current = await this.store.find(tx, id);
      if (!current) return refused({ code: 'prompt-not-found' });
      const at = { id, version: change.version, at: this.clock.now() };
      if (!(await this.store.update(tx, at, { ...current, ...change }))) return refused({ code: 'changed-meanwhile' });
      return this.announce(tx, id, meta);
    });
  }

  async remove(id: string, meta: EventMeta): Promise<Outcome<void, PromptRefusal>> {
    const removed = await this.database.transaction(async (tx): Promise<Outcome<string[], PromptRefusal>> => {
      if (!(await this.store.lock(tx, id))) return refused({ code: 'prompt-not-found' });
      const uses = await this.uses.of(tx, id);
      if (uses.length > 0) return refused({ code: 'prompt-in-use', uses });
      const prompt = await this.store.find(tx, id);
      const sounds = (await this.store.variants(tx, id)).flatMap(({ sound }) => sound ?? []);
      await this.store.remove(tx, id);
      const data = { promptId: id, name: prompt?.name ?? '' };
      await this.journal.append(tx, `prompt-${id}`, [{ type: 'PromptRemoved', data }], meta);
      return accepted(sounds);
    });
    if (!removed.ok) return removed;
    await this.cache.forgetLater(removed.value, REPLACED_MS);
    return accepted(undefined);
  }

  async removeVariant(id: string, language: string, meta: EventMeta): Promise<Saved> {
    const removed = await this.database.transaction(async (tx): Promise<Outcome<PromptChange, PromptRefusal>> => {
      if (!(await this.store.lock(tx, id))) return refused({ code: 'prompt-not-found' });
      const variants = await this.store.variants(tx, id);
      const gone = variants.find((variant) => variant.language === language);
      if (!gone) return refused({ code: 'variant-not-found' });
      const uses = variants.length === 1 ? await this.uses.of(tx, id) : [];
      if (uses.length > 0) return refused({ code: 'prompt-in-use', uses });
      await this.store.removeVariant(tx, id, language, this.clock.now());
      const saved = await this.announce(tx, id, meta);
      return saved.ok ? accepted({ prompt: saved.value, sounds: gone.sound === null ? [] : [gone.sound] }) : saved;
    });
    if (!removed.ok) return removed;
    await this.cache.forgetLater(removed.value.sounds, REPLACED_MS);
    return accepted(removed.value.prompt);
  }

  async announce(tx: Transaction, id: string, meta: EventMeta): Promise<Saved> {
    const prompt = await this.store.find(tx, id);
    if (!prompt) return refused({ code: 'prompt-not-found' });
    await this.journal.append(tx, `prompt-${id}`, [{ type: 'PromptSaved', data: { promptId: id, prompt } }], meta);
    return accepted(prompt);
  }

  private async naming(work: (tx: Transaction) => Promise<Saved>): Promise<Saved> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if (sqlState(error) === '23505') return refused({ code: 'prompt-name-taken' });
      throw error;
    }
  }
}

interface PromptChange {
  readonly prompt: Prompt;
  readonly sounds: readonly string[];
}
