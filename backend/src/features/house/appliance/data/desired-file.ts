import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { config } from '../../../../platform/config';
import { applianceArea } from '../appliance.config';

/**
 * What the machine shall be like: a file that a unit of root's waits for. It is the only place where that is kept, so the command
 * `centrala` and the console change the same thing.
 */
export class DesiredFile<T extends { readonly name: string }> {
  /** The list stands in the file under `key`. */
  constructor(
    readonly name: string,
    private readonly key: string,
    private readonly schema: z.ZodType<Readonly<Record<string, T[]>>>,
  ) {}

  private get path(): string {
    return join(config(applianceArea).reports, this.name);
  }

  /** By name; none when nobody has ever set one. Throws when the file is not as it has to be. */
  async read(): Promise<readonly T[]> {
    try {
      const wanted = this.schema.parse(JSON.parse(await readFile(this.path, 'utf8')));
      return [...(wanted[this.key] ?? [])].sort((a, b) => a.name.localeCompare(b.name, 'en'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  /** Whole or not at all. */
  async write(wanted: readonly T[]): Promise<void> {
    const content = this.schema.parse({ [this.key]: wanted });
    await mkdir(dirname(this.path), { recursive: true });
    const beside = await open(`${this.path}.new`, 'w', 0o600);
    try {
      await beside.writeFile(`${JSON.stringify(content, null, 2)}\n`);
      await beside.sync();
    } finally {
      await beside.close();
    }
    await rename(`${this.path}.new`, this.path);
  }
}
