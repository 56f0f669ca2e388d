import { Injectable } from '@nestjs/common';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { Database } from '../../../../platform/database';
import { PromptStore, type StoredVariant } from '../data/prompt.store';
import { SoundFiles } from '../data/sound-files';
import type { PromptRenderer, Rendered, RenderRefusal, RenderRequest } from '../domain/spoken';
import { fragmentsOf, isDynamic } from '../domain/template';
import { Speech } from './speech';

type Heard = Outcome<Rendered, RenderRefusal>;

/** What a caller shall hear, as files that the switch plays in order. */
@Injectable()
export class Prompts implements PromptRenderer {
  constructor(
    private readonly store: PromptStore,
    private readonly files: SoundFiles,
    private readonly speech: Speech,
    private readonly database: Database,
  ) {}

  async render(request: RenderRequest): Promise<Heard> {
    if (request.spoken.kind === 'text')
      return this.spoken(request.spoken.template, request.spoken.voice ?? null, request);
    const variant = await this.variant(request.spoken.promptId, request.language);
    if (!variant.ok) return variant;
    const { sound, milliseconds, template, voice } = variant.value;
    if (sound !== null) return accepted({ files: [this.files.path(sound)], milliseconds: milliseconds ?? 0 });
    return this.spoken(template ?? '', voice, request);
  }

  async exists(promptId: string, language: string): Promise<boolean> {
    return (await this.variant(promptId, language)).ok;
  }

  /** Files of one prompt, when it needs no speech made for the call. */
  private async variant(promptId: string, language: string): Promise<Outcome<StoredVariant, RenderRefusal>> {
    const variants = await this.store.variants(this.database.read, promptId);
    const found = variants.find((variant) => variant.language === language);
    if (found) return accepted(found);
    if (variants.length > 0)
      return refused({ code: 'language-missing', languages: variants.map((variant) => variant.language) });
    const prompt = await this.store.find(this.database.read, promptId);
    return refused(prompt ? { code: 'language-missing', languages: [] } : { code: 'prompt-unknown' });
  }

  private async spoken(template: string, voice: string | null, request: RenderRequest): Promise<Heard> {
    const cut = fragmentsOf(template, request.variables ?? {});
    if (!cut.ok) return refused({ code: 'template-invalid', detail: template.slice(0, 80) });
    if (cut.value.length === 0) return refused({ code: 'text-empty' });
    const spoken = await this.speech.speak({
      fragments: cut.value,
      language: request.language,
      voice,
      dynamic: isDynamic(template),
      once: request.once,
    });
    if (!spoken.ok) return spoken;
    return accepted({
      files: spoken.value.map(({ sound }) => this.files.path(sound)),
      milliseconds: spoken.value.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
    });
  }
}
