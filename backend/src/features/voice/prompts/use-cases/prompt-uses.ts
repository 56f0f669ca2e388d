import { Injectable } from '@nestjs/common';
import type { PromptUse } from '#contracts';
import type { Transaction } from '../../../../platform/database';

/** Who uses a prompt, as one feature knows it. */
export type UsesOf = (tx: Transaction, promptId: string) => Promise<readonly PromptUse[]>;

/** Features that play prompts register how to find theirs (`onModuleInit`); a prompt that any of them uses cannot be deleted. */
@Injectable()
export class PromptUses {
  private readonly sources: UsesOf[] = [];

  register(source: UsesOf): void {
    this.sources.push(source);
  }

  async of(tx: Transaction, promptId: string): Promise<PromptUse[]> {
    const uses: PromptUse[] = [];
    for (const source of this.sources) uses.push(...(await source(tx, promptId)));
    return uses;
  }
}
