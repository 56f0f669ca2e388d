import { VirtualClock } from '../../../../testing/virtual-clock';
import { runApi } from './api-commands';
import { enqueue } from './applications';
import { comparable, linesOf, missingHeaders, orderMistakes } from './golden-comparison';
import { goldenScripts } from './golden-scripts';
import { goldenStream } from './golden-stream';
import { SimulatedSwitch } from './simulated-switch';
import type { Stage } from './golden-stage';
import type { ModelEvent } from './switch-model';
import { SUBSCRIBED_EVENTS, SUBSCRIBED_SUBCLASSES } from '../freeswitch/esl';

/** The captures were taken before we asked for it. */
const NOT_CAPTURED = 'PLAYBACK_START';
const ASKED_FOR: ReadonlySet<string> = new Set(
  [...SUBSCRIBED_EVENTS, ...SUBSCRIBED_SUBCLASSES].filter((name) => name !== NOT_CAPTURED),
);

async function perform(play: (stage: Stage) => Promise<void>): Promise<ModelEvent[]> {
  const clock = new VirtualClock();
  const start = clock.now() + 1000;
  const simulated = new SimulatedSwitch({
    clock,
    seed: 7,
    password: 'golden',
    disk: { playbackMs: () => 3441, recorded: () => undefined },
  });
  const events: ModelEvent[] = [];
  simulated.model.listen((event) => {
    if (ASKED_FOR.has(event.name)) events.push(event);
  });
  const api = (line: string): string => {
    let answer = '';
    runApi(simulated.model, line, (text) => {
      answer = text;
    });
    return answer;
  };
  await clock.advanceTo(start - 900);
  await play({
    world: simulated.world,
    model: simulated.model,
    api,
    at: (ms) => clock.advanceTo(Math.max(clock.now(), start + ms)),
    begin: () => {
      events.length = 0;
    },
    job: (line) =>
      runApi(simulated.model, line, (text) =>
        simulated.model.emit('BACKGROUND_JOB', {
          'Job-UUID': simulated.model.random.uuid(),
          'Job-Command': line.split(' ')[0]!,
          'Job-Command-Arg': line.slice(line.indexOf(' ') + 1),
          _body: text,
        }),
      ),
    execute: (leg, name, argument = '') =>
      enqueue(simulated.model, simulated.model.channels.get(leg)!, {
        name,
        argument,
        eventId: simulated.model.random.uuid(),
      }),
  });
  simulated.model.stop();
  return events;
}

describe.each(goldenScripts)('the simulated switch beside the capture $name', ({ name, play, without = [] }) => {
  it('tells the same events with the same headers in the same order', async () => {
    const captured = comparable(goldenStream(name)).filter(({ source }) => !without.includes(source));
    const simulated = comparable((await perform(play)).map(({ headers }) => headers));
    const sources = [...new Set(captured.map(({ source }) => source))];
    for (const source of sources)
      expect({ source, lines: linesOf(simulated, source) }).toEqual({ source, lines: linesOf(captured, source) });
    expect(sources.flatMap((source) => missingHeaders(captured, simulated, source))).toEqual([]);
    expect(orderMistakes(captured, simulated)).toEqual([]);
  });
});
