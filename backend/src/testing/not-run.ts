import { appendFileSync } from 'node:fs';

/**
 * Says that a suite cannot run here because something is absent. `npm test` lists every entry by name before its closing
 * line; without `CENTRALA_NOT_RUN` (a suite run by hand) it goes to standard error.
 *
 * @param suite  what did not run, as a person would name it: `Switch contract on a real FreeSWITCH`
 * @param absent what is missing and how to give it: `FREESWITCH_HOME is not set and freeswitch is not on the PATH`
 */
export function notRun(suite: string, absent: string): void {
  const line = `${suite}: ${absent}\n`;
  const list = process.env['CENTRALA_NOT_RUN'];
  if (list) appendFileSync(list, line);
  else process.stderr.write(`not run: ${line}`);
}
