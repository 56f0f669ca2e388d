import { Injectable } from '@nestjs/common';
import type { Queue } from '#contracts';
import { config } from '../../../../platform/config';
import type { Transaction } from '../../../../platform/database';
import { QueueStore } from '../../../work/routing';
import { callsArea } from '../calls.config';
import { NO_POLICY, type HandlingPolicy } from '../domain/call-state';
import { playlistMusic } from './hold-music';

/** What a call takes from the settings at the moment it comes under them. */
@Injectable()
export class Policies {
  constructor(private readonly queues: QueueStore) {}

  async ofQueue(tx: Transaction, queueId: string): Promise<HandlingPolicy | null> {
    const queue = await this.queues.find(tx, queueId);
    return queue?.active ? policyOf(queue) : null;
  }

  /** Before a flow has chosen a queue: who is called by name from it, is under the rules of a call without one. */
  ofFlow(): HandlingPolicy {
    return this.outbound();
  }

  /** Calls to phones, not to queues: no recording, nothing to do after them. */
  ofPhones(): HandlingPolicy {
    return NO_POLICY;
  }

  outbound(): HandlingPolicy {
    return { ...NO_POLICY, record: 'always', wrapUpSeconds: config(callsArea).outboundWrapUpSeconds };
  }
}

const policyOf = (queue: Queue): HandlingPolicy => ({
  queueId: queue.id,
  queueName: queue.name,
  music: queue.musicPlaylistId === null ? queue.music : playlistMusic(queue.musicPlaylistId),
  announcePosition: queue.announcePosition,
  announceEverySeconds: queue.announceEverySeconds,
  maxWaitSeconds: queue.maxWaitSeconds,
  record: queue.record,
  recordPercent: queue.recordPercent,
  classifierRequired: queue.classifierRequired,
  wrapUpSeconds: queue.wrapUpSeconds,
  offerTimeoutSeconds: queue.offerTimeoutSeconds,
  lastAgentSeconds: queue.keepRelationship ? queue.lastAgentSeconds : null,
  announceWait: queue.announceWait,
  callbackDigit: queue.callback?.digit ?? null,
});
