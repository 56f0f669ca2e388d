import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What is loaded; no call detail records (ours come from events), no voicemail, no scripting, no other ACD. */
const NEEDED = [
  'mod_logfile',
  'mod_commands',
  'mod_dptools',
  'mod_dialplan_xml',
  'mod_event_socket',
  'mod_xml_curl',
  'mod_sofia',
  'mod_rtc',
  'mod_conference',
  'mod_sndfile',
  'mod_native_file',
  'mod_local_stream',
  'mod_tone_stream',
] as const;
const USEFUL = [
  'mod_opus',
  'mod_g729',
  'mod_spandsp',
  'mod_avmd',
  'mod_hash',
  'mod_say_pl',
  'mod_say_en',
  'mod_tts_commandline',
] as const;

export interface FoundModules {
  readonly directory: string;
  readonly names: readonly string[];
}

/** The modules of this installation that we load; throws, naming what is missing, when it cannot serve. */
export function findModules(home: string): FoundModules {
  const directory = [join(home, 'mod'), join(home, 'lib/freeswitch/mod'), '/usr/lib/freeswitch/mod'].find((path) =>
    existsSync(path),
  );
  if (!directory) throw new Error(`no FreeSWITCH modules below ${home}`);
  const has = (name: string): boolean => existsSync(join(directory, `${name}.so`));
  const missing = NEEDED.filter((name) => !has(name));
  if (missing.length > 0) throw new Error(`FreeSWITCH in ${home} lacks ${missing.join(', ')}`);
  return { directory, names: [...NEEDED, ...USEFUL.filter(has)] };
}
