import fc from 'fast-check';
import { countCharacters } from './count-characters';
import { resampled } from './resample';
import { rotated } from './rotated';
import { levelled, loudness, mixedDown, type Sound } from './sound';
import { checkTemplate, fragmentsOf, isDynamic } from './template';
import { fromWav, toWav } from './wav';

const tone = (rate: number, hertz: number, size = 0.5, seconds = 0.5): Sound => ({
  rate,
  samples: Float32Array.from({ length: rate * seconds }, (_, n) => size * Math.sin((2 * Math.PI * hertz * n) / rate)),
});
const decibels = (sound: Sound) => Math.round(20 * Math.log10(loudness(sound)));

describe('characters of speech', () => {
  it.each([
    ['Dzień dobry!', 11],
    ['  Numer 12, wejście 3.\n', 17],
    ['', 0],
    [' \t\n ', 0],
    ['zażółć', 6],
    ['zaz\u0307o\u0301łc\u0301', 6],
    ['5 + 5 €', 2],
  ])('%j has %i', (text, count) => expect(countCharacters(text)).toBe(count));

  it('does not depend on white space', () =>
    fc.assert(
      fc.property(fc.array(fc.string()), (words) =>
        expect(countCharacters(words.join(' '))).toBe(words.reduce((sum, word) => sum + countCharacters(word), 0)),
      ),
    ));
});

describe('a template', () => {
  const said = (template: string, variables: Record<string, string> = {}) => {
    const cut = fragmentsOf(template, variables);
    return cut.ok ? cut.value.map(({ text, variable }) => (variable ? `<${text}>` : text)) : cut.refusal.code;
  };

  it('is cut where fixed and variable meet', () => {
    expect(said('Twoje miejsce to {{ queue.position }}. Czekaj.', { 'queue.position': '3' })).toEqual([
      'Twoje miejsce to',
      '<3>',
      '. Czekaj.',
    ]);
    expect(said('Dzień dobry')).toEqual(['Dzień dobry']);
  });

  it('is silent about what nobody knows, and about lone punctuation', () => {
    expect(said('Witaj, {{ contact.firstName }}!')).toEqual(['Witaj,']);
    expect(said('{{ contact.firstName }}, {{ contact.lastName }}.')).toEqual([]);
  });

  it('chooses, formats and spells', () => {
    const template = '{% if queue.position == "1" %}Jesteś pierwszy{% else %}Miejsce {{ queue.position }}{% endif %}';
    expect(said(template, { 'queue.position': '1' })).toEqual(['Jesteś pierwszy']);
    expect(said(template, { 'queue.position': '4' })).toEqual(['Miejsce', '<4>']);
    expect(said('{{ call.number | digits }}', { 'call.number': '600' })).toEqual(['<6 0 0>']);
    expect(said('{{ contact.lastName | upcase | raw }}', { 'contact.lastName': 'nowak' })).toEqual(['<NOWAK>']);
  });

  it('takes values as text, whatever they contain', () => {
    expect(said('A {{ flow.x }} b', { 'flow.x': '\u0002{{ call.number }}\u0001' })).toEqual([
      'A',
      '<{{ call.number }}>',
      'b',
    ]);
  });

  it('names unknown variables and broken syntax when it is saved', () => {
    expect(checkTemplate('{{ contact.firstName }} {{ flow.balance }}')).toEqual({
      ok: true,
      value: ['contact.firstName', 'flow.balance'],
    });
    expect(checkTemplate('{{ contact.shoeSize }} {{ x }}')).toEqual({
      ok: false,
      refusal: { code: 'variable-unknown', variables: ['contact.shoeSize', 'x'] },
    });
    for (const broken of ['{{ a', '{% for x in y %}{% endfor %}', '{{ call.number | shout }}', '{% if %}'])
      expect(checkTemplate(broken)).toMatchObject({ ok: false, refusal: { code: 'template-invalid' } });
    expect([isDynamic('Ala'), isDynamic('{{ call.number }}')]).toEqual([false, true]);
  });
});

describe('a repeating list', () => {
  it('goes on where the listener is', () => {
    const list = [{ milliseconds: 1000 }, { milliseconds: 2000 }, { milliseconds: 500 }];
    const from = (elapsed: number) => rotated(list, elapsed).map((item) => list.indexOf(item));
    expect([from(0), from(999), from(1000), from(3200), from(3500)]).toEqual([
      [0, 1, 2],
      [0, 1, 2],
      [1, 2, 0],
      [2, 0, 1],
      [0, 1, 2],
    ]);
    expect(rotated([], 5)).toEqual([]);
  });
});

describe('sound', () => {
  it('survives a WAV file', () => {
    const { samples } = tone(8000, 440);
    const back = fromWav(toWav({ rate: 8000, samples }));
    expect(back?.rate).toBe(8000);
    expect(Math.max(...samples.map((value, n) => Math.abs(value - (back?.samples[n] ?? 9))))).toBeLessThan(1e-4);
  });

  it('reads G.711 and a length that is not known yet', () => {
    const wav = toWav(tone(8000, 440));
    new DataView(wav.buffer).setUint32(40, 0x7ffff000, true);
    expect(fromWav(wav)?.samples).toHaveLength(4000);
    const law = (tag: number, byte: number) => {
      const bytes = toWav({ rate: 8000, samples: new Float32Array(4) });
      const view = new DataView(bytes.buffer);
      view.setUint16(20, tag, true);
      view.setUint16(34, 8, true);
      bytes.fill(byte, 44);
      return fromWav(bytes)?.samples[0];
    };
    expect([law(6, 0xd5), law(6, 0x55)].map((value) => Math.round((value ?? 9) * 32_768))).toEqual([8, -8]);
    expect([law(7, 0xff), law(7, 0x80), law(7, 0x00)].map((value) => Math.round((value ?? 9) * 32_768))).toEqual([
      0, 32_124, -32_124,
    ]);
  });

  it('is no sound when the bytes are no WAV', () => {
    expect(fromWav(new Uint8Array(3))).toBeNull();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => fromWav(bytes) === null));
    const odd = toWav(tone(8000, 440));
    new DataView(odd.buffer).setUint32(24, 1, true);
    expect(fromWav(odd)).toBeNull();
  });

  it('keeps its pitch and strength at another rate, and loses what the rate cannot carry', () => {
    const [low, high] = [resampled(tone(44_100, 1000), 8000), resampled(tone(44_100, 6000), 8000)];
    expect(low.samples).toHaveLength(4000);
    const wanted = tone(8000, 1000).samples;
    const middle = low.samples.subarray(200, 3800);
    expect(Math.max(...middle.map((value, n) => Math.abs(value - (wanted[n + 200] ?? 9))))).toBeLessThan(0.01);
    expect(Math.max(...high.samples.subarray(200, 3800).map(Math.abs))).toBeLessThan(0.01);
    expect(resampled(tone(22_050, 1000), 16_000).samples).toHaveLength(8000);
    expect(decibels(resampled(tone(11_023, 500), 8000))).toBe(decibels(tone(8000, 500)));
  });

  it('is levelled without clipping, and silence stays silence', () => {
    expect(decibels(levelled(tone(8000, 440, 0.01), -20))).toBe(-20);
    expect(decibels(levelled(tone(8000, 440, 1), -20))).toBe(-20);
    const click = tone(8000, 440, 0.02);
    click.samples[100] = 1;
    expect(Math.max(...levelled(click, -20).samples)).toBeLessThan(0.85);
    expect(levelled({ rate: 8000, samples: new Float32Array(800) }, -20).samples.every((value) => value === 0)).toBe(
      true,
    );
    expect([...mixedDown([Float32Array.of(1, 0), Float32Array.of(0, 0.5)])]).toEqual([0.5, 0.25]);
  });
});
