import type { RichText, ScriptBranch, ScriptDocument, ScriptField, ScriptOutcome, ScriptStep } from '#contracts';

export const says = (text: string, href?: string): RichText => ({
  type: 'doc',
  content: [
    {
      type: 'paragraph',
      content: [{ type: 'text', text, ...(href && { marks: [{ type: 'link', attrs: { href } }] }) }],
    },
  ],
});

export const field = (id: string, more: Partial<ScriptField> = {}): ScriptField => ({
  id,
  label: `Pole ${id}`,
  kind: 'text',
  required: false,
  options: [],
  min: null,
  max: null,
  contact: null,
  ...more,
});

export const branch = (fieldId: string, value: string, to: string | null): ScriptBranch => ({
  operator: 'is',
  fieldId,
  value,
  to,
});

export const step = (id: string, fields: readonly ScriptField[] = [], more: Partial<ScriptStep> = {}): ScriptStep => ({
  id,
  name: `Krok ${id}`,
  text: says(`Tekst ${id}`),
  fields: [...fields],
  branches: [],
  ...more,
});

export const outcome = (id: string, classifierId: string | null = null): ScriptOutcome => ({
  id,
  label: `Wynik ${id}`,
  classifierId,
});

export const script = (
  steps: readonly ScriptStep[],
  outcomes: readonly ScriptOutcome[] = [outcome('o1')],
): ScriptDocument => ({ schema: 1, steps: [...steps], summary: { text: says('Dziękuję'), outcomes: [...outcomes] } });
