import { promptVariantSchema, savePromptSchema, type Prompt, type PromptVariant } from '#contracts';
import { z } from 'zod';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, type Outcome } from '../../../../kernel/outcome';
import { configured, notByText, type TextRefusal } from '../../../../platform/configuration';
import { Database } from '../../../../platform/database';
import { PromptStore } from '../data/prompt.store';
import { PromptSettings } from '../use-cases/prompt-settings';
import { PromptVariants, type VariantRefusal } from '../use-cases/prompt-variants';
import { settingsProblem } from './settings-problem';

type Said = Pick<PromptVariant, 'language' | 'source' | 'template' | 'voice'>;
const schema = savePromptSchema.extend({
  variants: z
    .array(promptVariantSchema.pick({ language: true, source: true, template: true, voice: true }))
    .refine((all) => new Set(all.map(({ language }) => language)).size === all.length, { error: 'unique' }),
});
type Given = z.infer<typeof schema>;
type Done = Promise<Outcome<unknown, VariantRefusal | TextRefusal>>;

const same = (one: Said, other: Said): boolean =>
  one.language === other.language &&
  one.source === other.source &&
  (one.source !== 'text' || (one.template === other.template && one.voice === other.voice));

/** A sound is no text: one that is there stays, and none is made or taken away. */
function soundsKept(wanted: readonly Said[], there: readonly Said[]): Outcome<void, TextRefusal> {
  const differ = [
    ...wanted.filter((each) => !there.some((other) => same(other, each))),
    ...there.filter((each) => !wanted.some((other) => same(other, each))),
  ].find(({ source }) => source !== 'text');
  if (!differ) return accepted(undefined);
  return notByText('variants', 'sound', `The sound of ${differ.language} is set and taken away in the console`);
}

/** Prompts with what they say as text; sounds that were uploaded or recorded are files, and are set in the console. */
export const configuredPrompts = configured(
  { kind: 'prompts', schema, needs: [PromptStore, PromptSettings, PromptVariants, Database] },
  (store, settings, variants, database) => ({
    page: (asked) => store.page(asked),
    settings: new PromptTexts(settings, variants, (id) => store.find(database.read, id)),
    problem: settingsProblem,
  }),
);

class PromptTexts {
  constructor(
    private readonly settings: PromptSettings,
    private readonly variants: PromptVariants,
    private readonly find: (id: string) => Promise<Prompt | null>,
  ) {}

  async create(given: Given, meta: EventMeta): Done {
    const kept = soundsKept(given.variants, []);
    const made = kept.ok ? await this.settings.create(given, meta) : kept;
    if (!made.ok) return made;
    const done = await this.update(made.value.id, given, meta);
    if (!done.ok) await this.settings.remove(made.value.id, meta);
    return done;
  }

  async update(id: string, { variants, ...given }: Given, meta: EventMeta): Done {
    const before = await this.find(id);
    const said = await this.say(id, variants, meta);
    const version = (await this.find(id))?.version ?? 0;
    const done = said.ok ? await this.settings.update(id, { ...given, version }, meta) : said;
    if (!done.ok && before) await this.say(id, before.variants, meta);
    return done;
  }

  remove(id: string, meta: EventMeta): Promise<Outcome<unknown, VariantRefusal>> {
    return this.settings.remove(id, meta);
  }

  private async say(id: string, wanted: readonly Said[], meta: EventMeta): Done {
    const there = (await this.find(id))?.variants ?? [];
    const kept = soundsKept(wanted, there);
    if (!kept.ok) return kept;
    for (const { language, template, voice } of wanted.filter((each) => !there.some((other) => same(other, each)))) {
      const said = await this.variants.saveText({ promptId: id, language, meta }, { template: template ?? '', voice });
      if (!said.ok) return said;
    }
    for (const { language } of there.filter((each) => !wanted.some((other) => other.language === each.language))) {
      const gone = await this.settings.removeVariant(id, language, meta);
      if (!gone.ok) return gone;
    }
    return accepted(undefined);
  }
}
