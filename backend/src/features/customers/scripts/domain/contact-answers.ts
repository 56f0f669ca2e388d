import type { Contact, FieldError, SaveContact, ScriptAnswer, ScriptAnswers, ScriptDocument } from '#contracts';

type Values = Pick<Contact, 'firstName' | 'lastName' | 'company' | 'note' | 'emails' | 'fields'>;

const fieldsOf = ({ steps }: ScriptDocument) => steps.flatMap(({ fields }) => fields);

const heldIn = (contact: Values, binding: string): string => {
  if (binding === 'email') return contact.emails[0] ?? '';
  if (binding.startsWith('fields.')) return String(contact.fields[binding.slice('fields.'.length)] ?? '');
  return contact[binding as 'firstName' | 'lastName' | 'company' | 'note'];
};

/** Answers as they are shown: those of the contact's fields are the contact's values of now. */
export function answersShown(document: ScriptDocument, answers: ScriptAnswers, contact: Values | null): ScriptAnswers {
  if (!contact) return answers;
  const bound = fieldsOf(document).flatMap(({ id, contact: binding }): [string, ScriptAnswer][] =>
    binding === null ? [] : [[id, heldIn(contact, binding)]],
  );
  return Object.fromEntries(
    Object.entries({ ...answers, ...Object.fromEntries(bound) }).filter(([, each]) => each.length > 0),
  );
}

/** What these answers change of the contact; null: nothing. Without a contact every value counts. */
export function contactChange(
  document: ScriptDocument,
  answers: ScriptAnswers,
  contact: Values | null,
): Partial<SaveContact> | null {
  const change: Partial<SaveContact> & { fields?: SaveContact['fields'] } = {};
  for (const { id, contact: binding } of fieldsOf(document)) {
    const answer = answers[id];
    if (binding === null || typeof answer !== 'string') continue;
    if (contact ? heldIn(contact, binding) === answer : answer === '') continue;
    if (binding === 'email')
      change.emails = [answer, ...(contact?.emails.slice(1) ?? [])].filter((each) => each !== '');
    else if (binding.startsWith('fields.'))
      change.fields = { ...change.fields, [binding.slice('fields.'.length)]: answer === '' ? null : answer };
    else change[binding as 'firstName' | 'lastName' | 'company' | 'note'] = answer;
  }
  return Object.keys(change).length === 0 ? null : change;
}

/** Which answer a broken rule of the contact belongs to. */
export function asAnswerErrors(document: ScriptDocument, errors: readonly FieldError[]): FieldError[] {
  return errors.map((error) => {
    const binding = error.field.startsWith('emails') ? 'email' : error.field;
    const field = fieldsOf(document).find(({ contact }) => contact === binding);
    return field ? { ...error, field: `answers.${field.id}` } : error;
  });
}
