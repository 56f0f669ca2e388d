import type { FlowFinding, TestReport } from '#contracts';
import type { Refusal } from '../../../../kernel/outcome';

/**
 * - `flow-in-use`: numbers or other flows lead into it; `by` names them
 * - `changed-meanwhile`: somebody saved after what the user saw
 * - `flow-not-valid`, `flow-tests-failed`: why it may not be published
 */
export type FlowRefusal =
  | Refusal<
      | 'flow-not-found'
      | 'flow-name-taken'
      | 'group-unknown'
      | 'changed-meanwhile'
      | 'version-not-found'
      | 'test-case-not-found'
      | 'too-many-test-cases'
    >
  | { readonly code: 'flow-in-use'; readonly by: readonly string[] }
  | { readonly code: 'flow-not-valid'; readonly findings: readonly FlowFinding[] }
  | { readonly code: 'flow-tests-failed'; readonly report: TestReport };
