// docs/reference/ivr.md: every kind of node of a flow, its branches and settings, from contracts/src/ivr.ts.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { flowNodeSchema, branchesOf, FLOW_NODE_KINDS, SYSTEM_VARIABLES, FINDING_CODES } = require('#contracts');
const { z } = require('zod');

const SAYS = {
  start: 'Where every call begins.',
  announcement: 'Says something. Interruptible: a digit skips the rest and counts for the menu that follows.',
  menu: 'Says something and waits for one digit; a wrong digit or silence is another try, until the tries are used up.',
  digits: 'Collects digits into a variable, when they have the right length and keep the rule.',
  hours: 'Open or closed at this moment.',
  condition: 'The first case that holds is taken.',
  'data-dip': 'Asks another system over HTTP and puts parts of its JSON answer into variables.',
  'set-variable': 'Puts texts into variables, one after the other.',
  'record-lookup': 'Finds the miniCRM contact by phone number and fills `contact.…`.',
  language: 'From here on prompts and speech are in this language; the queue is told it.',
  queue: 'The caller waits for an agent, with skills and a priority of his own if the node has them.',
  voicemail: 'Records a message.',
  callback: 'Offers to call back; taken with one digit.',
  survey: 'Runs a survey.',
  transfer: 'To a number, an extension or a person.',
  'sub-flow': 'Runs the live version of another flow as a part of this one; variables are shared.',
  return: 'End of a sub-flow.',
  'hang-up': 'Says goodbye and ends the call.',
};

const USUAL = {
  menu: { options: [{ digit: '1', name: '' }] },
  condition: { cases: [{ id: '1', name: '', match: 'all', tests: [] }] },
};

/** A setting's rule in a few words, from its JSON schema. */
function ruleOf(schema) {
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  const several = schema.oneOf ?? schema.anyOf;
  if (several) return [...new Set(several.map(ruleOf))].join(' or ');
  if (schema.type === 'array') return `list of ${ruleOf(schema.items ?? {})}`;
  if (schema.type === 'object') return Object.keys(schema.properties ?? {}).join(', ') || 'object';
  const limits = [
    ['from', schema.minimum ?? schema.minLength],
    ['to', schema.maximum ?? schema.maxLength],
  ].filter(([, limit]) => limit !== undefined && Math.abs(limit) < 9_000_000_000_000_000);
  return [schema.format ?? schema.type ?? 'any', ...limits.map(([word, limit]) => `${word} ${limit}`)].join(' ');
}

export function ivrPage() {
  const kinds = new Map(flowNodeSchema.options.map((option) => [option.shape.kind.value, option]));
  const sections = FLOW_NODE_KINDS.map((kind) => {
    const { properties } = z.toJSONSchema(kinds.get(kind), { io: 'output', unrepresentable: 'any' });
    const settings = Object.entries(properties).filter(([name]) => !['kind', 'id', 'name', 'position'].includes(name));
    const branches = branchesOf({ kind, ...USUAL[kind] });
    const drawn = branches.map(({ name, required }) => `\`${name}\`${required ? '' : ' (may stay open)'}`).join(', ');
    const rows = settings.map(([name, schema]) => `| \`${name}\` | ${ruleOf(schema).replaceAll('|', '\\|')} |`);
    const table = rows.length > 0 ? `\n| setting | value |\n|---|---|\n${rows.join('\n')}\n` : '';
    return `## ${kind}\n\n${SAYS[kind]}\n\nBranches: ${drawn || 'none, it ends the flow'}.\n${table}`;
  });
  return [
    '# Nodes of an IVR flow\n',
    'How to build one: [the how-to page](../how-to/build-an-ivr.md). `digit:1` stands for each option of a menu, `case:1` for each case of a condition.\n',
    ...sections,
    `## Variables that every flow can read\n\n${SYSTEM_VARIABLES.map((name) => `\`${name}\``).join(', ')}\n`,
    `## What validation can find\n\n${FINDING_CODES.map((code) => `\`${code}\``).join(', ')}`,
  ].join('\n');
}
