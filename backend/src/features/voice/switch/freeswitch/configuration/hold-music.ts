const RATE = 8000;
const NOTE_SECONDS = 0.5;
/** A quiet round of thirds; ours, so that it may be played to anybody. */
const MELODY = [392, 494, 587, 494, 440, 523, 659, 523, 349, 440, 523, 440, 392, 494, 587, 784];

/** Mono 16-bit WAV at 8 kHz, about 32 seconds, seamless. */
export function holdMusic(): Buffer {
  const notes = [...MELODY, ...[...MELODY].reverse(), ...MELODY, ...[...MELODY].reverse()];
  const perNote = RATE * NOTE_SECONDS;
  const samples = Buffer.alloc(notes.length * perNote * 2);
  notes.forEach((pitch, note) => {
    for (let index = 0; index < perNote; index += 1) {
      const seconds = index / RATE;
      const swell = Math.sin((Math.PI * index) / perNote);
      const value =
        swell * (3000 * Math.sin(2 * Math.PI * pitch * seconds) + 1500 * Math.sin(Math.PI * pitch * seconds));
      samples.writeInt16LE(Math.round(value), (note * perNote + index) * 2);
    }
  });
  return Buffer.concat([wavHeader(samples.length, 1), samples]);
}

/** Header of a PCM WAV with 16 bits at 8 kHz. */
export function wavHeader(bytes: number, channels: 1 | 2): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + bytes, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * channels * 2, 28);
  head.writeUInt16LE(channels * 2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(bytes, 40);
  return head;
}
