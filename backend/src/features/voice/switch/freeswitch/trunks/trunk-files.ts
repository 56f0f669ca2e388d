import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** Where the switch reads its trunks: files by name. */
export interface TrunkFiles {
  names(): readonly string[];
  read(name: string): string | null;
  write(name: string, text: string): void;
  remove(name: string): void;
}

/** Files in a directory that the switch's configuration includes; whole or not there, since it may be read at any time. */
export class TrunkDirectory implements TrunkFiles {
  constructor(private readonly directory: string) {}

  names(): readonly string[] {
    return existsSync(this.directory) ? readdirSync(this.directory).filter((name) => name.endsWith('.xml')) : [];
  }

  read(name: string): string | null {
    const path = join(this.directory, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : null;
  }

  write(name: string, text: string): void {
    mkdirSync(this.directory, { recursive: true, mode: 0o750 });
    const path = join(this.directory, name);
    // Passwords stand in it: for our group, which the switch belongs to, and nobody else.
    writeFileSync(`${path}.new`, text, { mode: 0o640 });
    chmodSync(`${path}.new`, 0o640);
    renameSync(`${path}.new`, path);
  }

  remove(name: string): void {
    rmSync(join(this.directory, name), { force: true });
  }
}

/** The same without a disk, for the simulation in one process. */
export class TrunkMemory implements TrunkFiles {
  private readonly files = new Map<string, string>();

  names(): readonly string[] {
    return [...this.files.keys()];
  }

  read(name: string): string | null {
    return this.files.get(name) ?? null;
  }

  write(name: string, text: string): void {
    this.files.set(name, text);
  }

  remove(name: string): void {
    this.files.delete(name);
  }
}
