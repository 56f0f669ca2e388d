import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';
import type { OverflowTarget } from '../domain/overflow';

/** Whether the target that a rule names is there. */
type IsThere = (tx: Transaction, to: OverflowTarget) => Promise<boolean>;

const always: IsThere = () => Promise.resolve(true);

/** Where work can overflow to besides another queue: whoever acts on such an overflow says so when it starts. */
@Injectable()
export class OverflowTargets {
  private readonly kinds = new Map<OverflowTarget['kind'], IsThere>([['queue', always]]);

  /** Called by the feature that subscribes to `WorkOverflowed` and brings the interaction there. */
  register(kind: OverflowTarget['kind'], isThere = always): void {
    this.kinds.set(kind, isThere);
  }

  async leadSomewhere(tx: Transaction, to: OverflowTarget): Promise<boolean> {
    return (await this.kinds.get(to.kind)?.(tx, to)) ?? false;
  }
}
