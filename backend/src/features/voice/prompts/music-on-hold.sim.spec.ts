import type { Playlist, Prompt } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';
import type { SwitchCommand } from '../switch';
import { toWav } from './domain/wav';

const tone = (seconds: number) =>
  Buffer.from(
    toWav({ rate: 8000, samples: Float32Array.from({ length: 8000 * seconds }, (_, n) => 0.2 * Math.sin(n / 3)) }),
  );

describe('What callers hear while they wait and while they are on hold', () => {
  let world: CallWorld;
  let chief: Agent;
  let anna: Agent;
  let queueId: string;
  let playlist: Playlist;
  const prompts: Prompt[] = [];
  const sent: SwitchCommand[] = [];

  const upload = (id: string, language: string, seconds: number) =>
    world.app.http
      .put(`/api/v1/prompts/${id}/languages/${language}/sound`)
      .set({ authorization: `Bearer ${chief.id}`, 'content-type': 'audio/wav' })
      .send(tone(seconds));
  /** Prompts whose files the caller hears, in order, as the switch was told last; a name of a stream otherwise. */
  const heard = () => {
    const last = sent.findLast((command) => command.type === 'StartMusic' || command.type === 'HoldLeg');
    if (last?.type !== 'StartMusic' && last?.type !== 'HoldLeg') return [];
    return (last.files ?? [`stream ${last.stream}`]).map((path) => {
      const prompt = prompts.find(({ id }) => path.includes(id));
      return prompt ? `${prompt.name} ${/\/([a-z]{2})-[^/]*-8000\.wav$/.exec(path)?.[1]}` : path;
    });
  };

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, anna] = [await world.hire('supervisor'), await world.hire()];
    const send = world.line.switch.send.bind(world.line.switch);
    world.line.switch.send = (command) => {
      sent.push(command);
      return send(command);
    };
    for (const [name, kind, seconds] of [
      ['Walc', 'music', 30],
      ['Zapraszamy na stronę', 'announcement', 5],
    ] as const) {
      const { body } = await world.as(chief).post('/prompts', { name, kind });
      prompts.push(body as Prompt);
      expect((await upload((body as Prompt).id, 'pl', seconds)).status).toBe(200);
    }
    const promptIds = prompts.map(({ id }) => id);
    playlist = (await world.as(chief).post('/playlists', { name: 'Oczekiwanie', promptIds })).body as Playlist;
    queueId = await world.queue([anna], { musicPlaylistId: playlist.id, announceEverySeconds: 40, wrapUpSeconds: 0 });
    await world.number(queueId);
  });
  afterAll(() => world?.close());

  it('is the playlist of the queue, in its order, and goes on after an announcement where it was', async () => {
    const caller = await world.callFrom('+48501000001');
    expect(heard()).toEqual(['Walc pl', 'Zapraszamy na stronę pl']);
    await world.wait(45);
    const announced = sent.filter((command) => command.type === 'Play');
    expect(announced).toMatchObject([{ media: [{ kind: 'say', voice: 'pl' }] }]);
    // 40 s are one round of 35 s and 5 s of the waltz.
    expect(heard()).toEqual(['Walc pl', 'Zapraszamy na stronę pl']);
    await world.callerHangsUp(caller);
  });

  it('is heard on hold too, and stops when the agent comes back', async () => {
    await world.ready(anna);
    const caller = await world.callFrom('+48501000002');
    await world.press(anna, 'answer');
    await world.wait(2);
    sent.length = 0;
    await world.press(anna, 'hold');
    expect(sent.map(({ type }) => type)).toEqual(['HoldLeg']);
    expect(heard()).toEqual(['Walc pl', 'Zapraszamy na stronę pl']);
    await world.press(anna, 'resume');
    expect(sent.at(-1)).toMatchObject({ type: 'ResumeLeg' });
    await world.callerHangsUp(caller);
    await world.as(anna).put('/agents/me/status', { status: 'not-ready', reason: 'break' });
  });

  it('is in the caller’s language where there is one', async () => {
    expect((await upload(prompts[1]?.id ?? '', 'en', 5)).status).toBe(200);
    const caller = await world.callFrom('+48501000003');
    await world.sql(`update work_item set language = 'en' where state = 'waiting'`);
    await world.wait(45);
    expect(heard()).toEqual(['Walc pl', 'Zapraszamy na stronę en']);
    expect(sent.findLast(({ type }) => type === 'Play')).toMatchObject({
      media: [{ kind: 'say', text: expect.stringContaining('You are first') as string, voice: 'en' }],
    });
    await world.callerHangsUp(caller);
  });

  it('follows an edit of the playlist, and falls back to the switch’s music when nothing is left', async () => {
    const promptIds = [prompts[1]?.id];
    await world.as(chief).patch(`/playlists/${playlist.id}`, { promptIds, version: 1 });
    const caller = await world.callFrom('+48501000004');
    expect(heard()).toEqual(['Zapraszamy na stronę pl']);
    await world.callerHangsUp(caller);
    await world.sql(`delete from playlist_item`);
    const other = await world.callFrom('+48501000005');
    expect(heard()).toEqual(['stream moh']);
    await world.callerHangsUp(other);
  });

  it('cannot be deleted while a queue plays it', async () => {
    const refused = await world.as(chief).delete(`/playlists/${playlist.id}`);
    expect(problemLine(refused)).toBe(`409 playlist-in-use queue.${queueId} uses`);
    const queue = (await world.as(chief).get(`/queues/${queueId}`)).body as { version: number };
    await world.as(chief).patch(`/queues/${queueId}`, { musicPlaylistId: null, version: queue.version });
    expect((await world.as(chief).delete(`/playlists/${playlist.id}`)).status).toBe(204);
    const caller = await world.callFrom('+48501000006');
    expect(heard()).toEqual(['stream moh']);
    await world.callerHangsUp(caller);
  });
});
