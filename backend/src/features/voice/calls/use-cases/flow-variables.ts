import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';

export type FlowVariableSource = (tx: Transaction, callId: string) => Promise<Readonly<Record<string, string>>>;

/** Whoever knows more of a call than the call itself registers here what its flows may say of it. */
@Injectable()
export class FlowVariables {
  private readonly sources: FlowVariableSource[] = [];

  register(source: FlowVariableSource): void {
    this.sources.push(source);
  }

  async of(tx: Transaction, callId: string): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const source of this.sources) Object.assign(found, await source(tx, callId));
    return found;
  }
}
