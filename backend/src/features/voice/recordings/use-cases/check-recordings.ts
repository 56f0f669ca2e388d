import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { RecordingFinding } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { Database, type Transaction } from '../../../../platform/database';
import type { Cause } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { CheckStore } from '../data/check.store';
import { hashOf, ProofStore, type CheckedProof } from '../data/proof.store';
import { RecordingSounds } from '../data/recording-sounds';

const PAGE = 500;
const MOST_FINDINGS = 100;

interface Result {
  links: number;
  sounds: number;
  readonly findings: RecordingFinding[];
}

/** Goes through the whole chain: each link follows from the one before, the journal says the same, and each sound is what was stored. */
@Injectable()
export class CheckRecordings {
  constructor(
    private readonly store: CheckStore,
    private readonly proofs: ProofStore,
    private readonly sounds: RecordingSounds,
    private readonly journal: Journal,
    private readonly database: Database,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async ask(meta: EventMeta): Promise<string> {
    const id = this.ids.next();
    await this.database.transaction(async (tx) => {
      await this.store.add(tx, { id, by: meta.actor.id, at: meta.at });
      const event = { type: 'RecordingCheckAsked', data: { checkId: id } };
      await this.journal.append(tx, `recording-check-${id}`, [event], meta);
    });
    return id;
  }

  async run(id: string): Promise<void> {
    const result = await this.examine();
    const findings = result.findings.slice(0, MOST_FINDINGS);
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      await this.store.end(tx, id, { ...result, findings, at: now });
      await this.note(tx, id, result, bySystem('recordings', id, now));
    });
  }

  /** At once, for support staff at the machine; the journal says so, the page of checks is of those whom people ask for there. */
  async now(cause: Cause): Promise<Result> {
    const result = await this.examine();
    const meta = { ...cause, at: this.clock.now() };
    await this.database.transaction((tx) => this.note(tx, this.ids.next(), result, meta));
    return result;
  }

  private async note(tx: Transaction, checkId: string, result: Result, meta: EventMeta): Promise<void> {
    const { links, sounds, findings } = result;
    const event = { type: 'RecordingsChecked', data: { checkId, links, sounds, findings: findings.length } };
    await this.journal.append(tx, `recording-check-${checkId}`, [event], meta);
  }

  private async examine(): Promise<Result> {
    const result: Result = { links: 0, sounds: 0, findings: [] };
    await this.chain(result);
    for (const recording of await this.store.unproved(MOST_FINDINGS))
      result.findings.push({ place: null, recordingId: recording.id, problem: 'not-in-chain' });
    return result;
  }

  private async chain(result: Result): Promise<void> {
    let before = { place: 0, hash: ProofStore.first };
    for (;;) {
      const page = await this.proofs.after(before.place, PAGE);
      for (const proof of page) {
        const problem = await this.problemOf(before, proof, result);
        if (problem) result.findings.push({ place: proof.place, recordingId: proof.recordingId, problem });
        result.links += 1;
        before = proof;
      }
      if (page.length < PAGE) return;
    }
  }

  private async problemOf(
    before: { readonly place: number; readonly hash: string },
    proof: CheckedProof,
    result: Result,
  ): Promise<RecordingFinding['problem'] | null> {
    if (proof.place !== before.place + 1) return 'link-missing';
    if (hashOf(before.hash, proof.place, proof) !== proof.hash) return 'link-changed';
    if (proof.journalled !== proof.hash) return 'journal-differs';
    if (proof.kind === 'deleted') return null;
    if (proof.state === null) return 'recording-missing';
    return proof.state === 'stored' ? this.soundOf(proof, result) : null;
  }

  private async soundOf(
    { recordingId, content }: CheckedProof,
    result: Result,
  ): Promise<'sound-missing' | 'sound-changed' | null> {
    const described = await this.sounds.describe(recordingId);
    const sound = described && (await this.sounds.open(recordingId));
    if (!sound) return 'sound-missing';
    const hash = createHash('sha256');
    for await (const piece of sound) hash.update(piece as Buffer);
    result.sounds += 1;
    return hash.digest('hex') === content ? null : 'sound-changed';
  }
}
