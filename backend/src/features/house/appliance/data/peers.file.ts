import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { peersSchema, type Peer } from '#contracts';
import { config } from '../../../../platform/config';
import { applianceArea } from '../appliance.config';

const byName = (a: Peer, b: Peer): number => a.name.localeCompare(b.name, 'en');

/**
 * The peers that are wanted: a file that a unit of root's waits for. It is the only place where they are kept, so the command
 * `centrala vpn set` and the console change the same thing.
 */
@Injectable()
export class PeersFile {
  private get path(): string {
    return join(config(applianceArea).reports, 'vpn/desired.json');
  }

  /** By name; none when nobody has ever set one. Throws when the file is not as it has to be. */
  async read(): Promise<readonly Peer[]> {
    const text = await readFile(this.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{"peers":[]}';
      throw error;
    });
    return [...peersSchema.parse(JSON.parse(text)).peers].sort(byName);
  }

  /** Whole or not at all. */
  async write(peers: readonly Peer[]): Promise<void> {
    const content = peersSchema.parse({ peers });
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
