import { mustRun, type Box } from '../../box';

/** What the commands ask the platform's database. */
export const STATEMENTS = {
  /** What an agent writes down afterwards is on no line, and goes on after a restart. */
  openCalls: `select count(*) from call where state not in ('wrap-up', 'ended')`,
  people: `select first_name || ' ' || last_name from app_user union select last_name from app_user`,
  functionsOut: 'select function from critical_function where out order by function',
} as const;

/** Rows of one column, as the owner of the cluster; throws when the database does not answer. */
export async function askDatabase(box: Box, statement: keyof typeof STATEMENTS): Promise<readonly string[]> {
  const where = ['-h', '/run/postgresql', '-p', '5432', '-U', 'postgres', '-d', 'centrala'];
  const answer = await mustRun(box, 'psql', ['-XqAt', ...where, '-c', STATEMENTS[statement]], { timeoutMs: 10_000 });
  return answer.split('\n').filter(Boolean);
}
