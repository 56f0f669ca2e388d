import { z } from 'zod';
import { fieldErrors } from './field-errors';

const rules = (schema: z.ZodType, value: unknown) => {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : fieldErrors(parsed.error).map(({ field, rule, params }) => [field, rule, params ?? {}]);
};

describe('field errors', () => {
  it.each([
    ['absent', z.object({ a: z.string() }), {}, ['a', 'required', {}]],
    ['wrong type', z.object({ a: z.string() }), { a: 1 }, ['a', 'type', { expected: 'string' }]],
    ['too short', z.object({ a: z.string().min(3) }), { a: 'x' }, ['a', 'minLength', { min: 3 }]],
    ['too long a list', z.object({ a: z.array(z.string()).max(1) }), { a: ['x', 'y'] }, ['a', 'maxItems', { max: 1 }]],
    ['too large a number', z.object({ a: z.number().max(1) }), { a: 2 }, ['a', 'max', { max: 1 }]],
    ['format', z.object({ a: z.email() }), { a: 'x' }, ['a', 'email', {}]],
    ['pattern', z.object({ a: z.string().regex(/^b/) }), { a: 'x' }, ['a', 'pattern', {}]],
    [
      'named pattern',
      z.object({ a: z.string().regex(/^b/, { error: 'login-format' }) }),
      { a: 'x' },
      ['a', 'login-format', {}],
    ],
    ['vocabulary', z.object({ a: z.enum(['x', 'y']) }), { a: 'z' }, ['a', 'oneOf', { values: 'x, y' }]],
    ['unknown field', z.strictObject({}), { b: 1 }, ['b', 'unknown', {}]],
    ['nested field', z.object({ a: z.array(z.object({ b: z.string() })) }), { a: [{}] }, ['a.0.b', 'required', {}]],
    ['multiple', z.object({ a: z.number().multipleOf(5) }), { a: 3 }, ['a', 'multipleOf', { divisor: 5 }]],
    [
      'own rule',
      z.object({ a: z.number().refine(() => false, { params: { rule: 'after-start', start: 7 } }) }),
      { a: 3 },
      ['a', 'after-start', { start: 7 }],
    ],
    ['union', z.object({ a: z.union([z.string(), z.number()]) }), { a: true }, ['a', 'shape', {}]],
  ])('%s', (_name, schema, value, expected) => {
    expect(rules(schema, value)).toEqual([expected]);
  });

  it('names every broken field at once', () => {
    expect(rules(z.object({ a: z.string(), b: z.int() }), { b: 1.5 })).toHaveLength(2);
  });
});
