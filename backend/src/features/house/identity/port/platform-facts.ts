import { Injectable } from '@nestjs/common';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Me } from '#contracts';

type Facts = Pick<Me['platform'], 'version' | 'switchMode'>;

/** Facts about this installation that the console shows. Telephony says which switch there is: `useSwitchMode`. */
@Injectable()
export class PlatformFacts {
  private readonly version = readVersion(__dirname);
  private switchMode: Facts['switchMode'] = 'simulated';

  useSwitchMode(mode: Facts['switchMode']): void {
    this.switchMode = mode;
  }

  current(): Facts {
    return { version: this.version, switchMode: this.switchMode };
  }
}

/** Sources and compiled files lie at different depths below the same package.json. */
function readVersion(from: string): string {
  const file = join(from, 'package.json');
  if (existsSync(file)) {
    const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string };
    if (name === 'centrala' && version) return version;
  }
  if (dirname(from) === from) throw new Error('package.json of centrala was not found above the program');
  return readVersion(dirname(from));
}
