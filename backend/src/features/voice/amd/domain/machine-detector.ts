import { describeGreeting } from './describe-greeting';
import { SpeechFollower } from './follow-speech';
import { chanceOfMachine, type MachineModel } from './machine-model';
import { FrameMeter } from './measure-frame';
import { reachVerdict } from './reach-verdict';
import { FRAME_MS } from './sound';

/** `atMs`: of sound since the answer. */
export type DetectorEvent =
  | { readonly type: 'speech-began'; readonly atMs: number }
  | { readonly type: 'verdict'; readonly who: 'person' | 'machine'; readonly atMs: number; readonly chance: number }
  /** A machine takes messages now: its tone is over, or it has been silent for long. */
  | { readonly type: 'records-now'; readonly atMs: number; readonly because: 'tone' | 'silence' };

const FIRST_LOOK_MS = 400;
const LOOK_EVERY_MS = 100;
/** A machine's tone: at least so long, and over for so long. */
const TONE_MS = 140;
const AFTER_TONE_MS = 200;
const AFTER_GREETING_MS = 2500;

/**
 * Person or machine, from frames of 20 ms since the answer. Pure: the same frames give the same events. It goes on listening
 * after its verdict, until a machine records.
 */
export class MachineDetector {
  private readonly meter = new FrameMeter();
  private readonly heard = new SpeechFollower();
  private began = false;
  private verdict: 'person' | 'machine' | null = null;
  private sure = 0;
  private recording = false;
  private toneEnded: number | null = null;

  private readonly model: MachineModel;

  constructor(model: MachineModel) {
    this.model = model;
  }

  hear(frame: Int16Array): DetectorEvent[] {
    this.heard.hear(this.meter.measure(frame));
    const { at } = this.heard;
    const events: DetectorEvent[] = [];
    if (!this.began && this.heard.speech().length > 0) {
      this.began = true;
      events.push({ type: 'speech-began', atMs: at });
    }
    if (this.verdict === null && at >= FIRST_LOOK_MS && at % LOOK_EVERY_MS < FRAME_MS) events.push(...this.look());
    if (this.verdict !== 'person' && !this.recording) events.push(...this.listenForTone());
    return events;
  }

  private look(): DetectorEvent[] {
    const { at } = this.heard;
    const speech = this.heard.speech();
    const chance = chanceOfMachine(this.model, describeGreeting(this.heard));
    const look = { at, onset: speech[0]?.start ?? null, silence: at - (speech.at(-1)?.end ?? 0), chance };
    const { verdict, sure } = reachVerdict(this.model.policy, look, this.sure);
    this.sure = sure;
    this.verdict = verdict;
    return this.verdict === null ? [] : [{ type: 'verdict', who: this.verdict, atMs: at, chance }];
  }

  private listenForTone(): DetectorEvent[] {
    const { at, tone } = this.heard;
    if (tone.ms >= TONE_MS) this.toneEnded = at;
    const last = this.heard.bursts.at(-1)?.end ?? 0;
    // Who speaks on after a tone has only begun.
    if (this.toneEnded !== null && last > this.toneEnded + TONE_MS) this.toneEnded = null;
    const toneOver = this.toneEnded !== null && at - this.toneEnded >= AFTER_TONE_MS;
    const silent = this.verdict === 'machine' && at - Math.max(last, this.toneEnded ?? 0) >= AFTER_GREETING_MS;
    if (this.verdict !== 'machine' || (!toneOver && !silent)) return [];
    this.recording = true;
    return [{ type: 'records-now', atMs: at, because: toneOver ? 'tone' : 'silence' }];
  }
}
