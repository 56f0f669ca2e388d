import { promptVariantSchema, savePromptSchema } from '#contracts';
import { z } from 'zod';
import { configured } from '../../../../platform/configuration';
import { PromptStore } from '../data/prompt.store';

const schema = savePromptSchema.extend({
  variants: z.array(promptVariantSchema.pick({ language: true, source: true, template: true, voice: true })),
});

/** Prompts with their texts in the text of the configuration; their sounds are files, and are set in the console. */
export const configuredPrompts = configured({ kind: 'prompts', schema, needs: [PromptStore] }, (store) => ({
  page: (asked) => store.page(asked),
}));
