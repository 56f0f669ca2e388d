import { Module, type OnModuleInit } from '@nestjs/common';
import { oversees } from '../../../platform/http';
import { RealtimeModule, TopicRegistry } from '../../../platform/realtime';
import { Client } from '../../../testing/topic-client';
import { bootIdentity, type IdentityWorld } from './identity.fixture';

const people: string[] = [];

/** The live view of people, as work/agents has it. */
@Module({ imports: [RealtimeModule] })
class PeopleModule implements OnModuleInit {
  constructor(private readonly registry: TopicRegistry) {}

  onModuleInit(): void {
    this.registry.register({
      topic: 'live',
      entity: 'person',
      permission: 'live.view',
      types: [],
      affected: () => [],
      load: async () => new Map(),
      loadAll: async (principal) =>
        new Map(people.filter((id) => oversees(principal, { users: [id] })).map((id) => [id, { id, value: 1 }])),
      visibleTo: (principal, id) => oversees(principal, { users: [id] }),
    });
  }
}

describe('the groups that one supervises', () => {
  let world: IdentityWorld;
  let authorization: string;
  let chief: Client;
  let chiefId: string;
  let annaId: string;
  let borisId: string;
  let groupId: string;
  let emptyId: string;

  beforeAll(async () => {
    world = await bootIdentity({ modules: [PeopleModule] });
    authorization = await world.session((await world.addUser('administrator', 'admin')).login);
    const group = async (name: string) => {
      const { body } = await world.http.post('/api/v1/groups').set({ authorization }).send({ name, description: '' });
      return (body as { id: string }).id;
    };
    [groupId, emptyId] = [await group('Sprzedaż'), await group('Serwis')];
    annaId = (await world.addUser('agent', 'anna', { groupIds: [groupId] })).id;
    borisId = (await world.addUser('agent', 'boris')).id;
    people.push(annaId, borisId);
    const supervisor = await world.addUser('supervisor', 'szefowa', { supervisedGroupIds: [groupId] });
    chiefId = supervisor.id;
    chief = new Client(world.url, 'live', (await world.session(supervisor.login)).replace('Bearer ', ''));
    await chief.come();
  });
  afterAll(async () => {
    chief?.leave();
    await world?.close();
  });

  const shown = (): string[] => [...chief.model.keys()].sort();
  const patch = async (path: string, body: object) => {
    const before = await world.http.get(`/api/v1${path}`).set({ authorization });
    const { version } = before.body as { version: number };
    const answer = await world.http
      .patch(`/api/v1${path}`)
      .set({ authorization })
      .send({ ...body, version });
    expect(answer.status).toBe(200);
  };

  it('are what an open screen shows, and a change of their members reaches it at once', async () => {
    expect(shown()).toEqual([annaId]);
    await patch(`/groups/${groupId}`, { name: 'Sprzedaż', description: '', memberIds: [annaId, borisId] });
    await chief.until(() => chief.model.has(borisId));
    await patch(`/groups/${groupId}`, { name: 'Sprzedaż', description: '', memberIds: [borisId] });
    await chief.until(() => !chief.model.has(annaId));
    expect(shown()).toEqual([borisId]);
  });

  it('change for an open screen when somebody else gets them', async () => {
    await patch(`/users/${chiefId}`, { supervisedGroupIds: [emptyId] });
    await chief.until(() => chief.model.size === 0);
    await patch(`/users/${chiefId}`, { supervisedGroupIds: [groupId] });
    await chief.until(() => chief.model.has(borisId));
  });
});
