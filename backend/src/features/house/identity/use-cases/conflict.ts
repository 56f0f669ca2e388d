import { refused, type Outcome } from '../../../../kernel/outcome';
import { constraintOf, sqlState } from '../../../../platform/database';
import type { IdentityRefusal } from '../domain/refusals';

const UNIQUE_VIOLATION = '23505';

/** Unique indexes by what their violation means. */
const MEANING: readonly (readonly [RegExp, IdentityRefusal])[] = [
  [/login/, { code: 'login-taken' }],
  [/extension/, { code: 'extension-taken' }],
  [/_name$/, { code: 'name-taken' }],
  [/ip_list_scope/, { code: 'scope-taken' }],
];

/** Two who take the same name at the same moment: the index decides, the loser gets the refusal that the check before would have given. */
export async function refusalOfConflict<T>(
  work: () => Promise<Outcome<T, IdentityRefusal>>,
): Promise<Outcome<T, IdentityRefusal>> {
  try {
    return await work();
  } catch (error) {
    const constraint = sqlState(error) === UNIQUE_VIOLATION ? constraintOf(error) : '';
    const meaning = MEANING.find(([pattern]) => pattern.test(constraint))?.[1];
    if (meaning) return refused(meaning);
    throw error;
  }
}
