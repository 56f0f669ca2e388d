import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notRun } from '../../../../testing/not-run';
import { speechEngineContract } from '../port/speech-engine.contract';
import { EspeakEngine, voicesIn } from './espeak-engine';
import { InstalledSpeech } from './installed-speech';
import { PiperEngine } from './piper-engine';
import { inTurns } from './run-program';

const options = { timeoutMs: 10_000, processes: 2 };
const installed = spawnSync('espeak-ng', ['--version']).status === 0;
const models = (process.env['CENTRALA_PIPER_MODELS'] ?? '').split(',').filter(Boolean);

if (installed) {
  describe('eSpeak NG', () =>
    speechEngineContract(() => ({ engine: new EspeakEngine({ command: 'espeak-ng', ...options }), language: 'pl' })));
} else notRun('Speech contract on eSpeak NG', 'espeak-ng is not installed: apt-get install espeak-ng');

if (models.length > 0) {
  describe('Piper', () =>
    speechEngineContract(() => ({
      engine: new PiperEngine({ command: 'piper', models, ...options }),
      language: 'pl',
    })));
} else notRun('Speech contract on Piper', 'CENTRALA_PIPER_MODELS names no .onnx file');

describe('a speech engine', () => {
  const directory = mkdtempSync(join(tmpdir(), 'centrala-speech-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const program = (script: string): string => {
    const path = join(directory, `program-${script.length}`);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  };
  const table = 'Pty Language Age/Gender VoiceName File\n 5  pl  --/M  Polish  zlw/pl\n';
  const say = (command: string, timeoutMs = 5_000) =>
    new EspeakEngine({ command, timeoutMs, processes: 1 }).speak({ text: 'Tak', language: 'pl', voice: null });

  it('says how to have it when it is absent', async () => {
    const engine = new EspeakEngine({ command: join(directory, 'nothing'), ...options });
    expect(await engine.voices()).toEqual([]);
    expect(await engine.speak({ text: 'Tak', language: 'pl', voice: null })).toMatchObject({
      ok: false,
      refusal: { code: 'speech-unavailable', detail: expect.stringContaining('apt-get install espeak-ng') as string },
    });
  });

  it('is stopped when it hangs, and its complaint is passed on when it fails', async () => {
    const listing = `[ "$1" = --voices ] && { printf '${table.replaceAll('\n', '\\n')}'; exit 0; }`;
    expect(await say(program(`${listing}; exec sleep 60`), 200)).toMatchObject({
      refusal: { code: 'speech-unavailable', detail: expect.stringContaining('longer than 200 ms') as string },
    });
    expect(await say(program(`${listing}; echo no data >&2; exit 3`))).toMatchObject({
      refusal: { code: 'speech-unavailable', detail: expect.stringContaining('ended with 3: no data') as string },
    });
    expect(await say(program(`${listing}; echo no sound`))).toMatchObject({
      refusal: { detail: expect.stringContaining('gave no sound') as string },
    });
  });

  it('lists voices by language', () => {
    const voices = voicesIn(
      `${table} 2  en-gb-x-rp --/M English_(RP) gmw/x (en 5)\n 5 pt-br --/M P roa/x\n 5 9x --/M X x/x\n`,
    );
    expect(voices.map(({ id, language }) => `${id} ${language}`).filter((line) => !line.includes('+'))).toEqual([
      'pl pl',
      'en-gb-x-rp en',
      'pt-br pt-BR',
    ]);
  });

  it('Piper speaks one line with the model of the language', async () => {
    const path = join(directory, 'pl_PL-test.onnx');
    writeFileSync(`${path}.json`, JSON.stringify({ audio: { sample_rate: 16_000 }, language: { code: 'pl_PL' } }));
    const piper = new PiperEngine({
      command: program('cat | wc -l >&2; head -c 32000 /dev/zero'),
      models: [path],
      ...options,
    });
    const both = new InstalledSpeech([piper, new EspeakEngine({ command: join(directory, 'nothing'), ...options })]);
    expect(await both.voices()).toEqual([
      { id: 'pl_PL-test', name: 'pl_PL-test', language: 'pl-PL', gender: 'neutral' },
    ]);
    const spoken = await both.speak({ text: 'Dwa\nwiersze', language: 'pl', voice: null });
    expect(spoken.ok && [spoken.value.rate, spoken.value.samples.length]).toEqual([16_000, 16_000]);
    expect(await both.speak({ text: 'Zwei', language: 'de', voice: null })).toMatchObject({ ok: false });
  });

  it('lets only so many run at once', async () => {
    const turn = inTurns(2);
    let [running, most] = [0, 0];
    await Promise.all(
      Array.from({ length: 6 }, () =>
        turn(async () => {
          most = Math.max(most, (running += 1));
          await new Promise((resume) => setImmediate(resume));
          running -= 1;
        }),
      ),
    );
    expect([running, most]).toEqual([0, 2]);
  });
});
