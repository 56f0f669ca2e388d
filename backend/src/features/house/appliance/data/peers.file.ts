import { Injectable } from '@nestjs/common';
import { peersSchema, type Peer } from '#contracts';
import { DesiredFile } from './desired-file';

const byName = (a: Peer, b: Peer): number => a.name.localeCompare(b.name, 'en');

/** The peers that are wanted. */
@Injectable()
export class PeersFile {
  private readonly file = new DesiredFile<{ peers: Peer[] }>('vpn/desired.json', peersSchema, { peers: [] });

  /** By name; none when nobody has ever set one. Throws when the file is not as it has to be. */
  async read(): Promise<readonly Peer[]> {
    return [...(await this.file.read()).peers].sort(byName);
  }

  write(peers: readonly Peer[]): Promise<void> {
    return this.file.write({ peers: [...peers] });
  }
}
