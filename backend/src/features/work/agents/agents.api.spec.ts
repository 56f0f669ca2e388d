import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';

const NOBODY = '00000000-0000-4000-8000-0000000000ff';

describe('agents over HTTP', () => {
  let world: CallWorld;
  let anna: Agent;
  let boris: Agent;
  let chief: Agent;

  beforeAll(async () => {
    world = await CallWorld.start();
    [anna, boris, chief] = [await world.hire(), await world.hire(), await world.hire('supervisor')];
    await world.signIn(anna);
  });
  afterAll(() => world?.close());

  const own = (body: object) => world.as(anna).put('/agents/me/status', body);
  const others = (id: string, body: object, by: Agent = chief) => world.as(by).post(`/agents/${id}/status`, body);

  it.each([
    [{}, 'status'],
    [{ status: 'busy' }, 'status'],
    [{ status: 'not-ready' }, 'reason'],
    [{ status: 'not-ready', reason: 'missed-offer' }, 'reason'],
  ])('refuses one’s own status %j and names %s', async (body, field) => {
    const { status, body: problem } = await own(body);
    expect([status, problem.code, problem.errors.map((each: { field: string }) => each.field)]).toEqual([
      400,
      'validation-failed',
      [field],
    ]);
  });

  it.each([
    [{ status: 'ready' }, 'note required'],
    [{ status: 'ready', note: ' x ' }, 'note minLength'],
    [{ status: 'offline', note: 'Koniec zmiany' }, 'status oneOf'],
  ])('refuses another’s status %j: %s', async (body, broken) => {
    expect(problemLine(await others(anna.id, body))).toBe(`400 validation-failed ${broken}`);
  });

  it('knows nobody of another id', async () => {
    const body = { status: 'ready', note: 'Proszę wracać' };
    expect(problemLine(await others('anna', body))).toBe('400 validation-failed id uuid');
    expect(problemLine(await others(NOBODY, body))).toBe('404 agent-not-found');
  });

  it('sets one’s own status and no other’s', async () => {
    expect((await own({ status: 'ready' })).body).toMatchObject({ id: anna.id, status: 'ready', reason: null });
    expect((await own({ status: 'not-ready', reason: 'lunch' })).body).toMatchObject({ reason: 'lunch' });
    expect(problemLine(await others(anna.id, { status: 'ready', note: 'Wracaj' }, boris))).toBe(
      '403 permission-missing',
    );
    expect(await world.status(anna)).toBe('not-ready:lunch');
  });

  it('lets a supervisor set it with the reason, which is kept; not of somebody who is away', async () => {
    const note = 'Kolejka pęka w szwach';
    expect((await others(anna.id, { status: 'ready', note })).body).toMatchObject({ status: 'ready' });
    const [told] = await world.sql<{ data: object }>(
      `select data from journal where stream = $1 and data::text like '%w szwach%'`,
      [`agent-${anna.id}`],
    );
    expect(told?.data).toMatchObject({ note });
    expect(problemLine(await others(boris.id, { status: 'ready', note }))).toBe('409 agent-offline');
  });

  it('names those to whom a call can be handed', async () => {
    const { body } = await world.as(anna).get('/agents');
    expect(body).toEqual(
      expect.arrayContaining([
        { id: anna.id, name: anna.name, extension: anna.extension, status: 'ready' },
        { id: boris.id, name: boris.name, extension: boris.extension, status: 'offline' },
      ]),
    );
  });
});
