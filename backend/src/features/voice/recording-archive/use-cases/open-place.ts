import { Injectable } from '@nestjs/common';
import type { ArchiveTarget } from '#contracts';
import { config } from '../../../../platform/config';
import { secretsArea, unseal } from '../../../../platform/secrets';
import type { ArchivePlace } from '../data/archive-place';
import { ArchiveStore } from '../data/archive.store';
import { openDirectory } from '../data/directory-place';
import { openSftp } from '../data/sftp-place';
import { SECRETS_OF_TARGETS } from './archive-targets';

/** Connects with a target; throws what the system says when it is not there. */
@Injectable()
export class OpenPlace {
  constructor(private readonly store: ArchiveStore) {}

  async open({ id, kind, path, host, port, username, hostKey }: ArchiveTarget): Promise<ArchivePlace> {
    if (kind === 'directory') return openDirectory(path);
    const kept = await this.store.secrets(id);
    const of = { secret: config(secretsArea).secret, purpose: SECRETS_OF_TARGETS, owner: id };
    const opened = (sealed: Buffer | null | undefined) => (sealed ? unseal(sealed, of).toString('utf8') : null);
    const login = { password: opened(kept?.password), privateKey: opened(kept?.privateKey) };
    let met: string | null = null;
    const place = await openSftp({ host, port, username, hostKey, ...login }, path, (found) => (met = found));
    if (met !== null) await this.store.met(id, met);
    return place;
  }
}
