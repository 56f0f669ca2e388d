import type { FieldError } from '#contracts';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const path = (issue: Issue): string => issue.path.map(String).join('.');

function size(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): Pick<FieldError, 'rule' | 'params'> {
  const end = issue.code === 'too_small' ? 'min' : 'max';
  const bound = issue.code === 'too_small' ? issue.minimum : issue.maximum;
  const counted =
    issue.origin === 'string' ? 'Length' : issue.origin === 'array' || issue.origin === 'set' ? 'Items' : '';
  return { rule: `${end}${counted}`, params: { [end]: Number(bound) } };
}

function ruleOf(issue: Issue): Pick<FieldError, 'rule' | 'params'> {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.includes('received undefined')
        ? { rule: 'required' }
        : { rule: 'type', params: { expected: issue.expected } };
    case 'too_small':
    case 'too_big':
      return size(issue);
    case 'invalid_format':
      return { rule: issue.format === 'regex' ? 'pattern' : issue.format };
    case 'not_multiple_of':
      return { rule: 'multipleOf', params: { divisor: issue.divisor } };
    case 'invalid_value':
      return { rule: 'oneOf', params: { values: issue.values.map(String).join(', ') } };
    case 'invalid_key':
    case 'invalid_element':
    case 'invalid_union':
      return { rule: 'shape' };
    case 'custom':
      return customRule(issue);
    default:
      return { rule: 'invalid' };
  }
}

const isPlain = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** `.refine(check, { params: { rule: 'after-start' } })` names its own rule. */
function customRule(issue: Extract<Issue, { code: 'custom' }>): Pick<FieldError, 'rule' | 'params'> {
  const { rule, ...params } = issue.params ?? {};
  const plain = Object.fromEntries(
    Object.entries(params).filter((entry): entry is [string, string | number | boolean] => isPlain(entry[1])),
  );
  return { rule: typeof rule === 'string' ? rule : 'custom', params: plain };
}

/** `z.string().regex(…, { error: 'login-format' })`: a message that is a code is the rule itself. */
const isCode = (message: string): boolean => /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(message);

/** Zod's issues in the words of the contract: field path with dots, stable rule name, numbers for the translated text. */
export function fieldErrors(error: z.core.$ZodError): FieldError[] {
  return error.issues.flatMap((issue): FieldError[] => {
    if (issue.code !== 'unrecognized_keys')
      return [
        {
          field: path(issue),
          message: issue.message,
          ...ruleOf(issue),
          ...(isCode(issue.message) && { rule: issue.message }),
        },
      ];
    return issue.keys.map((key) => ({
      field: [path(issue), key].filter(Boolean).join('.'),
      rule: 'unknown',
      message: 'Unknown field',
    }));
  });
}
