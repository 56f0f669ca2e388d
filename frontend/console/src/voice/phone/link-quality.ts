/** What the link to the switch is like right now. */
export interface LinkQuality {
  readonly roundTripMs: number;
  readonly jitterMs: number;
  readonly lossPercent: number;
  /** Mean opinion score, 1 to 4.4: what listeners would say of the sound. */
  readonly mos: number;
  readonly grade: 'good' | 'fair' | 'poor';
}

/** Counters of the last look: loss is judged over the time between two looks, not over the whole call. */
export interface LinkSample {
  readonly received: number;
  readonly lost: number;
}

const LIMITS = {
  fair: { roundTripMs: 200, jitterMs: 30, lossPercent: 1 },
  poor: { roundTripMs: 400, jitterMs: 60, lossPercent: 4 },
} as const;

type Measures = Omit<LinkQuality, 'grade' | 'mos'>;

const exceeds = (measures: Measures, limits: Measures): boolean =>
  measures.roundTripMs > limits.roundTripMs ||
  measures.jitterMs > limits.jitterMs ||
  measures.lossPercent > limits.lossPercent;

export function gradeOf(measures: Measures): LinkQuality['grade'] {
  if (exceeds(measures, LIMITS.poor)) return 'poor';
  return exceeds(measures, LIMITS.fair) ? 'fair' : 'good';
}

/** The short form of the E-model (ITU-T G.107) for G.711: delay as it is heard, with the jitter buffer, and loss. */
export function mosOf({ roundTripMs, jitterMs, lossPercent }: Measures): number {
  const heardMs = roundTripMs / 2 + jitterMs * 2 + 10;
  const delay = heardMs < 160 ? heardMs / 40 : (heardMs - 120) / 10;
  const rating = Math.min(Math.max(93.2 - delay - lossPercent * 2.5, 0), 100);
  const score = 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
  return Math.round(Math.max(score, 1) * 10) / 10;
}

interface Stat {
  readonly type: string;
  readonly kind?: string;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly jitter?: number;
  readonly roundTripTime?: number;
  readonly currentRoundTripTime?: number;
  readonly nominated?: boolean;
}

const MS = 1000;
const PERCENT = 100;

/** Judges a getStats report against the sample before it; null while no audio has come yet. */
export function judgeLink(
  stats: Iterable<Stat>,
  before: LinkSample | null,
): { quality: LinkQuality; sample: LinkSample } | null {
  const all = [...stats];
  const inbound = all.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio');
  if (!inbound) return null;
  const remote = all.find(({ type, kind }) => type === 'remote-inbound-rtp' && kind === 'audio');
  const pair = all.find(({ type, nominated }) => type === 'candidate-pair' && nominated);
  const sample = { received: inbound.packetsReceived ?? 0, lost: inbound.packetsLost ?? 0 };
  const lost = Math.max(0, sample.lost - (before?.lost ?? 0));
  const expected = Math.max(0, sample.received - (before?.received ?? 0)) + lost;
  const measures = {
    roundTripMs: Math.round((remote?.roundTripTime ?? pair?.currentRoundTripTime ?? 0) * MS),
    jitterMs: Math.round((inbound.jitter ?? 0) * MS),
    lossPercent: expected > 0 ? (lost / expected) * PERCENT : 0,
  };
  return { quality: { ...measures, mos: mosOf(measures), grade: gradeOf(measures) }, sample };
}
