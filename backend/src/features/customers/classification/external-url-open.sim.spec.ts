import type { Classified, Classifier } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';

describe('external-url-open', () => {
  let world: CallWorld;
  let [chief, admin, anna]: Agent[] = [];

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, admin, anna] = [await world.hire('supervisor'), await world.hire('administrator'), await world.hire()];
    await world.number(await world.queue([of(anna)]));
    await world.ready(of(anna));
  });
  afterAll(() => world?.close());

  const of = (agent: Agent | undefined): Agent => agent as Agent;
  const opening = (name: string, url: string) =>
    world.as(of(chief)).post('/classifiers', { name, followUps: [{ kind: 'open-url', url }] });
  const events = (type: string) =>
    world.sql<{ data: Record<string, unknown> }>('select data from journal where type = $1 order by position', [type]);
  const classify = (callId: string, classifierId: string) =>
    world.as(of(anna)).post(`/calls/${callId}/classify`, { classifierId });

  /** Anna has spoken with the caller, and is in wrap-up. */
  async function talked(): Promise<string> {
    await world.callFrom('+48601000000');
    await world.press(of(anna), 'answer');
    await world.wait(5);
    const [call] = await world.desk(of(anna));
    await world.press(of(anna), 'hang-up');
    return call?.id ?? '';
  }

  it('opens an address with the values of the call, only where the administrator allows', async () => {
    const rules = (body: object) => world.as(of(admin)).put('/external-urls', body);
    expect(problemLine(await world.as(of(chief)).get('/external-urls'))).toBe('403 permission-missing');
    expect(problemLine(await rules({ schemes: ['javascript'], hosts: [], version: 1 }))).toBe(
      '400 validation-failed schemes url-scheme',
    );
    expect((await rules({ schemes: ['https'], hosts: ['crm.firma.pl'], version: 1 })).body).toMatchObject({
      version: 2,
    });
    const url = 'https://crm.firma.pl/k?nr={{call.number}}&a={{agent.extension}}&w={{classifier.name}}';
    expect(problemLine(await opening('A', 'https://crm.firma.pl/{{contact.pesel}}'))).toBe(
      '400 validation-failed followUps.url variable-unknown',
    );
    const crm = (await opening('Do CRM & dalej', url)).body as Classifier;
    const callId = await talked();
    const { openUrls } = (await classify(callId, crm.id)).body as Classified;
    expect(openUrls).toEqual([
      `https://crm.firma.pl/k?nr=%2B48601000000&a=${anna?.extension}&w=Do%20CRM%20%26%20dalej`,
    ]);
    expect((await events('ExternalUrlOpened'))[0]?.data).toMatchObject({ callId, url: openUrls[0] });
    await rules({ schemes: ['https'], hosts: [], version: 2 });
    expect((await classify(callId, crm.id)).body).toMatchObject({ openUrls: [] });
    expect((await events('ExternalUrlRefused'))[0]?.data).toMatchObject({ because: 'url-not-allowed' });
  });
});
