/** One sample of ITU-T G.711 A-law as a linear one, ±32 767. */
export function fromALaw(byte: number): number {
  const code = byte ^ 0x55;
  const exponent = (code & 0x70) >> 4;
  const mantissa = ((code & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return code & 0x80 ? magnitude : -magnitude;
}

/** A linear sample as A-law: the code whose own value is nearest. */
export function toALaw(sample: number): number {
  return NEAREST[Math.round((Math.max(-32_767, Math.min(32_767, sample)) + 32_768) / STEP)] ?? 0xd5;
}

const STEP = 16;
const VALUES = Array.from({ length: 256 }, (_, byte) => ({ byte, value: fromALaw(byte) }));
const NEAREST = Array.from({ length: 65_536 / STEP + 1 }, (_, index) => {
  const wanted = index * STEP - 32_768;
  return VALUES.reduce((best, each) => (Math.abs(each.value - wanted) < Math.abs(best.value - wanted) ? each : best))
    .byte;
});

const RATE = 8000;

/** How strong one frequency is in these samples: its amplitude (Goertzel's algorithm). */
export function amplitudeOf(samples: readonly number[], hertz: number): number {
  if (samples.length === 0) return 0;
  const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / RATE);
  let [before, last] = [0, 0];
  for (const sample of samples) [before, last] = [last, sample + coefficient * last - before];
  const power = before * before + last * last - coefficient * before * last;
  return (2 * Math.sqrt(Math.max(0, power))) / samples.length;
}
