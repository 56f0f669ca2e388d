import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import { bySystem } from '../../../../kernel/event-meta';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { Database } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { LicensingService } from '../../../house/licensing';
import { FragmentStore } from '../data/fragment.store';
import { countCharacters } from '../domain/count-characters';
import type { RenderRefusal } from '../domain/spoken';
import type { Fragment } from '../domain/template';
import { SpeechCache, type SpokenFragment } from './speech-cache';

/** Stream of every conversion that was charged; the ledger counts `characters` of `SpeechCharged`. */
export const SPEECH_EVENT_TYPES = ['SpeechCharged'] as const;
const METER = 'text-to-speech';

export interface SpeechRequest {
  readonly fragments: readonly Fragment[];
  readonly language: string;
  readonly voice: string | null;
  /** Whether the text has variables: then only what they bring is charged, else all of it, once. */
  readonly dynamic: boolean;
  /** See `RenderRequest`. */
  readonly once?: string | undefined;
  readonly meta?: EventMeta;
}

export type SpeechRefusal = Exclude<
  RenderRefusal,
  { code: 'prompt-unknown' | 'language-missing' | 'template-invalid' | 'text-empty' }
>;

/** Turns fragments into sound within the Order: what is fixed comes from the cache, what is variable is made anew and charged. */
@Injectable()
export class Speech {
  constructor(
    private readonly cache: SpeechCache,
    private readonly store: FragmentStore,
    private readonly licensing: LicensingService,
    private readonly database: Database,
    private readonly journal: Journal,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async speak(request: SpeechRequest): Promise<Outcome<SpokenFragment[], SpeechRefusal>> {
    if (!(await this.licensing.has(METER))) return refused({ code: 'feature-not-in-order' });
    const characters = charactersOf(request);
    const allowed = await this.licensing.checkMetered(this.database.read, METER, characters);
    if (!allowed.ok) return allowed;
    const spoken = await this.convert(request);
    if (spoken.ok) await this.charge(request, spoken.value, characters);
    return spoken;
  }

  private async convert(request: SpeechRequest): Promise<Outcome<SpokenFragment[], SpeechRefusal>> {
    const all = await Promise.all(
      request.fragments.map(({ text, variable }) => {
        const utterance = { text, language: request.language, voice: request.voice };
        return variable ? this.cache.live(utterance) : this.cache.fixed(utterance);
      }),
    );
    const failed = all.find((each) => !each.ok);
    return failed ?? accepted(all.flatMap((each) => (each.ok ? [each.value] : [])));
  }

  /** A text without variables is charged when it is converted, not each time that it is heard. */
  private async charge(request: SpeechRequest, spoken: readonly SpokenFragment[], characters: number): Promise<void> {
    if (characters === 0) return;
    const { language, voice, dynamic, once, meta } = request;
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      let charged = characters;
      if (dynamic && once !== undefined && !(await this.store.chargeOnce(tx, once, now))) return;
      if (!dynamic) {
        charged = 0;
        for (const [index, { hash }] of spoken.entries())
          if (hash !== null && (await this.store.chargeFragment(tx, hash)))
            charged += countCharacters(request.fragments[index]?.text ?? '');
      }
      if (charged === 0) return;
      const id = this.ids.next();
      const data = { characters: charged, language, voice, dynamic };
      const event = { type: SPEECH_EVENT_TYPES[0], data };
      await this.journal.append(tx, `speech-${id}`, [event], meta ?? bySystem('speech', once ?? id, now));
    });
  }
}

const charactersOf = ({ fragments, dynamic }: SpeechRequest): number =>
  fragments.filter(({ variable }) => variable || !dynamic).reduce((sum, { text }) => sum + countCharacters(text), 0);
