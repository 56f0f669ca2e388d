import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';
import { HlrStore } from '../data/hlr.store';

/** What campaigns and whoever else sends to numbers ask. */
@Injectable()
export class HlrNumbers {
  constructor(private readonly store: HlrStore) {}

  /** Its operator said something after which the settings have it left alone. */
  async isSkipped(tx: Transaction, number: string): Promise<boolean> {
    const [known] = await this.store.known(tx, [number]);
    return known?.skipped ?? false;
  }
}
