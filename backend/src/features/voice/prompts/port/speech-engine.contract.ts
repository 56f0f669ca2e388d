import { loudness, millisecondsOf, type Sound } from '../domain/sound';
import { speaks, type SpeechEngine } from './speech-engine';

/** What every speech engine does, whichever is installed. `language` is one that it speaks. */
export function speechEngineContract(start: () => { engine: SpeechEngine; language: string }): void {
  const { engine, language } = start();
  const say = async (text: string, voice: string | null = null): Promise<Sound> => {
    const spoken = await engine.speak({ text, language, voice });
    if (!spoken.ok) throw new Error(`${spoken.refusal.code}: ${spoken.refusal.detail}`);
    return spoken.value;
  };

  it('lists its voices with languages, each once', async () => {
    const voices = await engine.voices();
    expect(voices.some((voice) => speaks(voice, language))).toBe(true);
    expect(new Set(voices.map(({ id }) => id)).size).toBe(voices.length);
    for (const voice of voices) expect(voice.language).toMatch(/^[a-z]{2,3}(-[A-Z]{2})?$/);
  });

  it('speaks aloud, and longer texts longer', async () => {
    const [short, long] = [await say('Tak.'), await say('Dzień dobry, tu centrala. Proszę czekać na zgłoszenie.')];
    expect(loudness(short)).toBeGreaterThan(0.01);
    expect(millisecondsOf(short)).toBeGreaterThan(100);
    expect(millisecondsOf(long)).toBeGreaterThan(millisecondsOf(short) * 2);
  });

  it('speaks with each of the voices of a language', async () => {
    const voices = (await engine.voices()).filter((voice) => speaks(voice, language)).slice(0, 4);
    for (const { id } of voices) expect(millisecondsOf(await say('Jeden, dwa.', id))).toBeGreaterThan(200);
  });

  it('takes a text for a text', async () => {
    for (const text of ['-v en --help', '<speak><break time="60s"/>tak</speak>', '$(reboot) `id` ; ls', '[[h@loU]]'])
      expect(millisecondsOf(await say(text))).toBeLessThan(30_000);
  });

  it('knows no voice that it does not list', async () => {
    const spoken = await engine.speak({ text: 'Tak', language, voice: '../../etc/passwd' });
    expect(spoken).toMatchObject({ ok: false, refusal: { code: 'voice-unknown' } });
  });

  it('speaks for several at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, (_, n) => say(`Numer ${n}.`)));
    expect(all.every((sound) => millisecondsOf(sound) > 100)).toBe(true);
  });
}
