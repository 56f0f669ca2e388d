import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program that behaves as eSpeak NG does: two languages, 10 ms of tone for each character, and a note of every text. */
export class FakeEspeak {
  private readonly directory = mkdtempSync(join(tmpdir(), 'centrala-espeak-'));
  readonly command = join(this.directory, 'espeak-ng');

  constructor() {
    writeFileSync(this.command, `#!${process.execPath}\n${PROGRAM.replace('LOG', join(this.directory, 'log'))}`);
    chmodSync(this.command, 0o755);
  }

  /** Every text that was converted since the last call, with its voice. */
  spoken(): string[] {
    const log = join(this.directory, 'log');
    const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : [];
    writeFileSync(log, '');
    return lines;
  }
}

const PROGRAM = `
const { appendFileSync, readFileSync } = require('node:fs');
if (process.argv[2] === '--voices') {
  console.log('Pty Language Age/Gender VoiceName File\\n 5  pl  --/M  Polish  zlw/pl\\n 2  en-gb  --/M  English_(GB)  gmw/en');
} else {
  const text = readFileSync(0, 'utf8');
  appendFileSync('LOG', process.argv[3] + ': ' + text + '\\n');
  const samples = Math.max(1, text.length) * 220;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0); wav.writeUInt32LE(0x7ffff024, 4); wav.write('WAVEfmt ', 8); wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20); wav.writeUInt16LE(1, 22); wav.writeUInt32LE(22050, 24); wav.writeUInt32LE(44100, 28);
  wav.writeUInt16LE(2, 32); wav.writeUInt16LE(16, 34); wav.write('data', 36); wav.writeUInt32LE(0x7ffff000, 40);
  for (let n = 0; n < samples; n += 1) wav.writeInt16LE(Math.round(9000 * Math.sin(n / 8)), 44 + n * 2);
  process.stdout.write(wav);
}
`;
