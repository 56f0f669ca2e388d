import { DatabaseSession } from '../../../platform/database';
import { Relay } from '../../../platform/journal';
import type { TestApp } from '../../../testing/boot-app';
import { CallWorld } from '../../../testing/call-world';
import { pause } from '../../../testing/processes';
import type { InProcess, Switch } from '../switch';
import { SwitchGate } from './index';

/** Ids of the commands that this process sends, as they go to the switch. */
function commandsOf(line: InProcess): string[] {
  const ids: string[] = [];
  const send = line.switch.send.bind(line.switch);
  Object.assign(line.switch, {
    send: (command: Parameters<Switch['send']>[0]) => {
      ids.push(command.id);
      return send(command);
    },
  });
  return ids;
}

describe('The lease of a node', () => {
  let world: CallWorld;
  let second: TestApp | undefined;
  beforeAll(async () => {
    world = await CallWorld.start();
  });
  afterAll(async () => {
    await second?.close();
    await world.close();
  });

  const until = async (done: () => boolean, withinMs: number) => {
    for (const end = performance.now() + withinMs; !done() && performance.now() < end;) await pause(20);
  };

  it('lets one of two processes hear and command the switch, and the other take over when it loses its session', async () => {
    const agent = await world.hire();
    await world.number(await world.queue([agent]));
    const first = world.app;
    const ownLine = world.line;
    const otherLine = world.line.rejoin();
    const ofFirst = commandsOf(ownLine);
    const ofSecond = commandsOf(otherLine);
    second = await world.process(otherLine);
    await world.ready(agent);
    await world.callFrom('+48600700800');
    expect(ofFirst.length).toBeGreaterThan(2);
    expect([otherLine.switch.connected(), second.get(SwitchGate).opened, ofSecond]).toEqual([false, false, []]);

    // The first still runs, and still hears the switch, but its session with the database has ended for good.
    const before = ofFirst.length;
    await first.get(DatabaseSession).close();
    const gate = second.get(SwitchGate);
    await until(() => gate.opened, 4500);
    expect([gate.opened, await second.get(Relay).holds(gate.lease)]).toEqual([true, true]);
    expect(await first.get(Relay).holds(gate.lease)).toBe(false);

    const [call] = await world.desk(agent);
    await world.app.http
      .post(`/api/v1/calls/${call?.id}/hang-up`)
      .set({ authorization: `Bearer ${agent.id}` })
      .send({});
    await world.app.http
      .post(`/api/v1/calls/${call?.id}/decline`)
      .set({ authorization: `Bearer ${agent.id}` })
      .send({});
    await until(() => ofSecond.length > 0, 4500);
    await second.get(Relay).idle({ failing: 'allowed' });
    expect(ofSecond.length).toBeGreaterThan(0);
    expect(ofFirst).toHaveLength(before);
    expect(ofSecond.filter((id) => ofFirst.includes(id))).toEqual([]);
  });
});
