import { saveTestCaseSchema, type FlowTestCase, type SaveTestCase } from '#contracts';
import type { NodeIssue } from '../graph/node-issues';

export const freshTest = (name: string): SaveTestCase => ({
  name,
  given: {
    at: null,
    callerNumber: '+48600100200',
    dialed: '+48221234567',
    contact: null,
    variables: {},
    dips: [],
  },
  steps: [],
  expect: { end: null, target: null, passes: [], variables: {}, language: null },
});

export const testOf = ({ name, given, steps, expect }: FlowTestCase): SaveTestCase => ({ name, given, steps, expect });

/** What the server would not take. */
export function testIssues(test: SaveTestCase): readonly NodeIssue[] {
  const { error } = saveTestCaseSchema.safeParse(test);
  return (error?.issues ?? []).map(({ path, message }) => {
    const field = path.join('.');
    return { field, rule: field === 'name' ? 'required' : message, params: {} };
  });
}

/** `2026-03-03T10:00` of the person's clock as an instant, and back. */
export const instantOf = (local: string): string | null => (local ? new Date(local).toISOString() : null);

export function localOf(instant: string | null): string {
  if (!instant) return '';
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
