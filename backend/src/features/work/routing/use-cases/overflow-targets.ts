import { Injectable } from '@nestjs/common';
import type { OverflowTarget } from '../domain/overflow';

/** Where work can overflow to besides another queue: whoever acts on such an overflow says so when it starts. */
@Injectable()
export class OverflowTargets {
  private readonly kinds = new Set<OverflowTarget['kind']>(['queue']);

  /** Called by the feature that subscribes to `WorkOverflowed` and brings the interaction there. */
  register(kind: OverflowTarget['kind']): void {
    this.kinds.add(kind);
  }

  has(kind: OverflowTarget['kind']): boolean {
    return this.kinds.has(kind);
  }
}
