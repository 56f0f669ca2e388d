import type {
  ContactField,
  FieldType,
  RichText,
  ScriptBranch,
  ScriptDocument,
  ScriptField,
  ScriptFieldKind,
  ScriptFinding,
  ScriptStep,
} from '#contracts';
import { namedIn, picturesIn } from './fill-in';

/** What is known of the things that a script names. */
export interface ScriptFacts {
  readonly contactFields: readonly Pick<ContactField, 'key' | 'type' | 'choices'>[];
  readonly classifierIds: ReadonlySet<string>;
  readonly pictureIds: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
  /** Addresses that may not be opened. */
  readonly refusedAddresses: ReadonlySet<string>;
}

type Code = ScriptFinding['code'];
const finding = (code: Code, stepId: string | null, of: string | null = null): ScriptFinding => ({ code, stepId, of });

const twice = (items: readonly string[]): string[] => [
  ...new Set(items.filter((item, at) => items.indexOf(item) !== at)),
];

/** Everything that keeps a script from being shown. */
export function validateScript(document: ScriptDocument, facts: ScriptFacts): ScriptFinding[] {
  const { steps, summary } = document;
  const fieldIds = steps.flatMap(({ fields }) => fields.map(({ id }) => id));
  const reached = reachable(steps);
  return [
    ...(steps.length === 0 ? [finding('steps-missing', null)] : []),
    ...twice(steps.map(({ id }) => id)).map((id) => finding('step-twice', id)),
    ...twice(fieldIds).map((id) => finding('field-twice', null, id)),
    ...steps.flatMap((step, at) => [
      ...(reached.has(step.id) ? [] : [finding('step-unreachable', step.id)]),
      ...judgeText(step.text, step.id, facts),
      ...step.fields.flatMap((field) => judgeField(field, step.id, facts)),
      ...judgeBranches(step, { before: steps.slice(0, at + 1), later: steps.slice(at + 1) }),
    ]),
    ...judgeText(summary.text, null, facts),
    ...(summary.outcomes.length === 0 ? [finding('outcomes-missing', null)] : []),
    ...twice(summary.outcomes.map(({ id }) => id)).map((id) => finding('outcome-twice', null, id)),
    ...summary.outcomes.flatMap(({ label, classifierId }) =>
      classifierId === null || facts.classifierIds.has(classifierId)
        ? []
        : [finding('classifier-unknown', null, label)],
    ),
  ];
}

function judgeText(text: RichText, stepId: string | null, facts: ScriptFacts): ScriptFinding[] {
  const { variables, addresses } = namedIn(text);
  return [
    ...variables.filter((name) => !facts.variables.has(name)).map((of) => finding('variable-unknown', stepId, of)),
    ...addresses
      .filter((each) => facts.refusedAddresses.has(each))
      .map((of) => finding('link-not-allowed', stepId, of)),
    ...picturesIn(text)
      .filter((id) => !facts.pictureIds.has(id))
      .map(() => finding('picture-unknown', stepId)),
  ];
}

function judgeField(field: ScriptField, stepId: string, facts: ScriptFacts): ScriptFinding[] {
  const { kind, options, min, max, label } = field;
  const chooses = kind === 'choice' || kind === 'many';
  return [
    ...(chooses && options.length < 2 ? [finding('options-missing', stepId, label)] : []),
    ...(chooses ? twice(options).map(() => finding('option-twice', stepId, label)) : []),
    ...(min !== null && max !== null && min > max ? [finding('range-not-valid', stepId, label)] : []),
    ...judgeBinding(field, stepId, facts),
  ];
}

/** Kinds of script fields that can hold what a contact's field holds. */
const HELD: Readonly<Record<FieldType, ScriptFieldKind>> = {
  text: 'text',
  phone: 'text',
  email: 'text',
  pesel: 'text',
  nip: 'text',
  number: 'number',
  date: 'date',
  choice: 'choice',
  boolean: 'yes-no',
};

function judgeBinding(
  { contact, kind, label, options }: ScriptField,
  stepId: string,
  { contactFields }: ScriptFacts,
): ScriptFinding[] {
  if (contact === null) return [];
  if (!contact.startsWith('fields.')) return kind === 'text' ? [] : [finding('contact-field-kind', stepId, label)];
  const bound = contactFields.find(({ key }) => `fields.${key}` === contact);
  if (!bound) return [finding('contact-field-unknown', stepId, label)];
  const fits =
    HELD[bound.type] === kind && (kind !== 'choice' || options.every((each) => bound.choices.includes(each)));
  return fits ? [] : [finding('contact-field-kind', stepId, label)];
}

/** Forward only: so every script comes to its summary. */
function judgeBranches(
  { id, branches }: ScriptStep,
  { before, later }: { before: readonly ScriptStep[]; later: readonly ScriptStep[] },
): ScriptFinding[] {
  const fields = before.flatMap((step) => step.fields);
  return branches.flatMap((branch) => [
    ...(branch.to !== null && !later.some((step) => step.id === branch.to) ? [finding('branch-not-later', id)] : []),
    ...judgeCondition(branch, id, fields),
  ]);
}

function judgeCondition(
  { operator, fieldId, value }: ScriptBranch,
  stepId: string,
  fields: readonly ScriptField[],
): ScriptFinding[] {
  if (operator === 'always') return [];
  const field = fields.find(({ id }) => id === fieldId);
  if (!field) return [finding('branch-field-unknown', stepId)];
  if (operator === 'filled' || operator === 'empty') return [];
  const known = field.kind === 'yes-no' ? ['true', 'false'] : field.options;
  const chooses = ['choice', 'many', 'yes-no'].includes(field.kind);
  const measures = operator === 'above' || operator === 'below';
  const wrong = measures
    ? field.kind !== 'number' || !Number.isFinite(Number(value))
    : chooses && !known.includes(value);
  return wrong || value === '' ? [finding('branch-value-unknown', stepId, field.label)] : [];
}

/** Steps that some answers lead to. */
function reachable(steps: readonly ScriptStep[]): Set<string> {
  const reached = new Set(steps.slice(0, 1).map(({ id }) => id));
  for (const [at, { id, branches }] of steps.entries()) {
    if (!reached.has(id)) continue;
    for (const { to } of branches) if (to !== null) reached.add(to);
    const next = steps[at + 1];
    if (next && !branches.some(({ operator }) => operator === 'always')) reached.add(next.id);
  }
  return reached;
}
