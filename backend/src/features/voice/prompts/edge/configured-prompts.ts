import { Injectable, type OnModuleInit } from '@nestjs/common';
import { promptVariantSchema, savePromptSchema } from '#contracts';
import { z } from 'zod';
import { ConfiguredThings } from '../../../../platform/configuration';
import { PromptStore } from '../data/prompt.store';

const schema = savePromptSchema.extend({
  variants: z.array(promptVariantSchema.pick({ language: true, source: true, template: true, voice: true })),
});

/** Prompts with their texts in the text of the configuration; their sounds are files, and are set in the console. */
@Injectable()
export class ConfiguredPrompts implements OnModuleInit {
  constructor(
    private readonly things: ConfiguredThings,
    private readonly store: PromptStore,
  ) {}

  onModuleInit(): void {
    this.things.register({
      kind: 'prompts',
      schema,
      page: (asked) => this.store.page(asked),
      nameOf: ({ name }) => name,
    });
  }
}
