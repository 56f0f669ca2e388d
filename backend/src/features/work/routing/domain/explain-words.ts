import type { Sentences } from '#contracts';
import type { PrioritySource, RoutingChoice, Sentence } from './routing-choice';

/** Names of agents, queues and skills by id. */
export type NameOf = (id: string) => string;

/** What keeps work from an agent, or brings it to him, as a half sentence about him. */
const BECAUSE: Record<string, Sentences> = {
  'first-in-order': { pl: 'jest pierwszy w kolejności', en: 'is first in order' },
  'later-in-order': { pl: 'jest dalszy w kolejności', en: 'is later in order' },
  'next-in-turn': { pl: 'jest następny po kolei', en: 'is next in turn' },
  'later-in-turn': { pl: 'jego kolej przyjdzie później', en: 'has a later turn' },
  drawn: { pl: 'został wylosowany', en: 'was drawn by lot' },
  'not-drawn': { pl: 'nie został wylosowany', en: 'was not drawn' },
  'rings-with-all': { pl: 'dzwoni u wszystkich', en: 'rings with everybody' },
  'closest-skills': { pl: 'ma najbliższe umiejętności', en: 'has the closest skills' },
  'farther-skills': { pl: 'ma dalsze umiejętności', en: 'has skills farther away' },
  'last-agent': { pl: 'rozmawiał z tą osobą ostatnio', en: 'talked with this person last' },
  'kept-for-last-agent': { pl: 'rozmowa czeka na ostatniego agenta', en: 'the call is kept for the last agent' },
  'not-signed-in': { pl: 'nie jest zalogowany', en: 'is not signed in' },
  'phone-unregistered': { pl: 'jego telefon jest niedostępny', en: 'has no reachable phone' },
  'no-capacity': { pl: 'nie ma wolnego miejsca w tym kanale', en: 'has no capacity left in this channel' },
  reserved: { pl: 'dzwoni u niego inna rozmowa', en: 'is being rung for another' },
  busy: { pl: 'jest w rozmowie', en: 'is busy' },
  'wrap-up': { pl: 'kończy poprzednią rozmowę', en: 'is in after-call work' },
  'queue-inactive': { pl: 'kolejka jest nieaktywna', en: 'the queue is inactive' },
  'channel-paused': { pl: 'centrala telefoniczna jest niedostępna', en: 'the phone system is away' },
  'nothing-waits': { pl: 'nikt w niej nie czeka', en: 'nobody waits in it' },
  'could-take': { pl: 'może odebrać', en: 'could take it' },
  offered: { pl: 'otrzymał tę rozmowę', en: 'was offered it' },
};

const NOT_READY: Sentences = { pl: 'ma status niegotowy', en: 'is not ready' };

export function becauseWords(because: string, nameOf: NameOf): Sentences {
  if (because.startsWith('no-skill:')) {
    const skill = nameOf(because.slice('no-skill:'.length));
    return { pl: `brakuje mu umiejętności „${skill}”`, en: `lacks the skill “${skill}”` };
  }
  if (because.startsWith('not-ready:')) return NOT_READY;
  return BECAUSE[because] ?? { pl: because, en: because };
}

const HELD: Partial<Record<Sentence, Sentences>> = {
  'held-nobody-assigned': { pl: 'do kolejki nikt nie jest przypisany', en: 'nobody is assigned to the queue' },
  'held-nobody-signed-in': { pl: 'nikt z kolejki nie jest zalogowany', en: 'nobody of the queue is signed in' },
  'held-nobody-ready': { pl: 'nikt nie jest teraz wolny', en: 'nobody is free now' },
  'held-nobody-skilled': {
    pl: 'nikt wolny nie ma wymaganych umiejętności',
    en: 'nobody free has the skills that it needs',
  },
  'held-for-last-agent': { pl: 'czeka na ostatniego agenta', en: 'it waits for the last agent' },
  'held-queue-inactive': { pl: 'kolejka jest nieaktywna', en: 'the queue is inactive' },
  'held-channel-paused': { pl: 'centrala telefoniczna jest niedostępna', en: 'the phone system is away' },
  'held-behind-others': { pl: 'inni mają pierwszeństwo', en: 'others come first' },
};

const OFFERED: Partial<Record<Sentence, Sentences>> = {
  'offered-first-in-order': { pl: 'pierwszy wolny w kolejności', en: 'the first free one in order' },
  'offered-next-in-turn': { pl: 'następny wolny po kolei', en: 'the next free one in turn' },
  'offered-drawn': { pl: 'wylosowany spośród wolnych', en: 'drawn by lot from those free' },
  'offered-to-all': { pl: 'dzwoni u wszystkich wolnych', en: 'it rings with everybody free' },
  'offered-closest-skills': { pl: 'umiejętności najbliższe wymaganym', en: 'the skills closest to those needed' },
  'offered-last-agent': { pl: 'ostatnio rozmawiał z tą osobą', en: 'talked with this person last' },
};

/** One decision as one sentence, in both languages. */
export function choiceWords(choice: RoutingChoice, nameOf: NameOf): Sentences {
  const { chosen, sentence, eligible, filtered, waiting } = choice;
  const queue = nameOf(choice.queueId);
  const weight = weightWords(choice);
  if (chosen.length === 0) {
    const why = HELD[sentence] ?? { pl: sentence, en: sentence };
    return {
      pl: `Czeka w kolejce ${queue} (czeka ${waiting}, ${weight.pl}): ${why.pl}.`,
      en: `It waits in the queue ${queue} (${waiting} waiting, ${weight.en}): ${why.en}.`,
    };
  }
  const names = chosen.map(nameOf).join(', ');
  const why = OFFERED[sentence] ?? { pl: sentence, en: sentence };
  return {
    pl: `Kolejka ${queue} wybrała: ${names} – ${why.pl} (mogło odebrać: ${eligible.length}, nie mogło: ${filtered.length}, ${weight.pl}).`,
    en: `The queue ${queue} chose ${names}: ${why.en} (${eligible.length} could take it, ${filtered.length} could not, ${weight.en}).`,
  };
}

const PRIORITY_OF: Record<PrioritySource, Sentences> = {
  record: { pl: 'z priorytetem rekordu', en: 'by the priority of the record,' },
  flow: { pl: 'z priorytetem ze scenariusza', en: 'by the priority from the flow,' },
};

/** With whose priority it began, where that is not the queue's. */
function weightWords({ weight, priority }: RoutingChoice): Sentences {
  const now = Math.round(weight);
  if (!priority) return { pl: `waga ${now}`, en: `weight ${now}` };
  const by = PRIORITY_OF[priority.by];
  return { pl: `waga ${now} ${by.pl} ${priority.value}`, en: `weight ${now} ${by.en} ${priority.value}` };
}
