import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import type { Media } from '../port/switch-command';
import { harmless, safe, type InvalidField } from './safe-text';

/** A list of media as one playable name: `file_string://` joins several with `!`. */
export function mediaString(field: string, media: readonly Media[]): Outcome<string, InvalidField> {
  if (media.length === 0) return refused({ code: 'invalid', field, rule: 'must name at least one medium' });
  const parts: string[] = [];
  for (const [index, one] of media.entries()) {
    const part = oneMedium(`${field}.${index}`, one);
    if (!part.ok) return part;
    parts.push(part.value);
  }
  return accepted(parts.length === 1 ? parts[0]! : `file_string://${parts.join('!')}`);
}

function oneMedium(field: string, media: Media): Outcome<string, InvalidField> {
  switch (media.kind) {
    case 'file':
      return safe('path', `${field}.path`, media.path);
    case 'silence':
      return accepted(`silence_stream://${Math.max(0, Math.round(media.ms))}`);
    case 'tone':
      return tone(field, media.frequencies, media.ms);
    case 'say': {
      const voice = safe('name', `${field}.voice`, media.voice);
      // Spoken text: dots, letters and digits carry the meaning, so what the switch would interpret is dropped.
      return voice.ok ? accepted(`tts://tts_commandline|${voice.value}|${harmless(media.text)}`) : voice;
    }
  }
}

function tone(field: string, frequencies: readonly number[], ms: number): Outcome<string, InvalidField> {
  const good = frequencies.length > 0 && frequencies.length <= 2 && frequencies.every((hz) => hz >= 100 && hz <= 3400);
  if (!good)
    return refused({
      code: 'invalid',
      field: `${field}.frequencies`,
      rule: 'must be one or two frequencies from 100 to 3400 Hz',
    });
  // A comma inside would be read as the end of a tone list, so one burst of `ms` with no pause.
  return accepted(`tone_stream://%(${Math.round(ms)},0,${frequencies.map(Math.round).join(',')})`);
}
