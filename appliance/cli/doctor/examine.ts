import type { Box } from '../../box';
import { ENGINE_CHECKS } from './engine-checks';
import { LOOK_FAILED, severities, type Check, type Finding } from './finding';
import { MACHINE_CHECKS } from './machine-checks';
import { SAFETY_CHECKS } from './safety-checks';

export const CHECKS: readonly Check[] = [...ENGINE_CHECKS, ...MACHINE_CHECKS, ...SAFETY_CHECKS];

/** Every finding, the worst first. One look after another: a busy machine is not made busier. A check that breaks stops nobody. */
export async function examine(box: Box, checks: readonly Check[] = CHECKS): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const check of checks) found.push(...(await lookSafely(check, box)));
  return found.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

async function lookSafely(check: Check, box: Box): Promise<readonly Finding[]> {
  try {
    return await check.look(box);
  } catch (error) {
    const evidence = `${check.name}: ${error instanceof Error ? error.message : String(error)}`;
    return [{ code: LOOK_FAILED, severity: 'warning', evidence, mend: `centrala logs --since -1h` }];
  }
}
