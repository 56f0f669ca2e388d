import {
  saveCampaignSchema,
  type Classified,
  type Classifier,
  type Contact,
  type Script,
  type ScriptResult,
  type ScriptRun,
} from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';
import { branch, field, outcome, says, script, step } from './domain/script.fixture';

const CALLER = '+48601000000';
const PERIOD = 'from=2020-01-01&to=2099-12-31';

describe('scripter', () => {
  let world: CallWorld;
  let [chief, boss, anna, boris]: Agent[] = [];
  let queueId = '';
  let sold: Classifier;
  let offer: Script;

  const of = (agent: Agent | undefined): Agent => agent as Agent;
  const as = (agent: Agent | undefined) => world.as(of(agent));
  const start = async (agent: Agent | undefined, callId: string, body: object = {}) =>
    (await as(agent).post(`/calls/${callId}/script-runs`, body)).body as ScriptRun;
  const save = (agent: Agent | undefined, run: ScriptRun, body: object) =>
    as(agent).put(`/script-runs/${run.id}`, body);
  const results = async (query = '') =>
    ((await as(chief).get(`/scripts/${offer.id}/runs?${PERIOD}${query}`)).body as { items: ScriptResult[] }).items;

  async function publish(name: string, document: object): Promise<Script> {
    const made = (await as(chief).post('/scripts', { name, document })).body as Script;
    const published = await as(chief).post(`/scripts/${made.id}/publish`, { draftVersion: made.draftVersion });
    expect(published.status).toBe(201);
    return made;
  }

  async function talks(agent: Agent | undefined, number = CALLER): Promise<string> {
    await world.callFrom(number);
    await world.press(of(agent), 'answer');
    const [call] = await world.desk(of(agent));
    return call?.id ?? '';
  }

  async function done(agent: Agent | undefined, callId: string): Promise<void> {
    await world.press(of(agent), 'hang-up');
    await as(agent).post(`/calls/${callId}/finish-wrap-up`);
    await world.wait(60);
  }

  const document = (extra: string) =>
    script(
      [
        step('hello', [field('interest', { kind: 'yes-no', required: true })], {
          text: says(`Dzień dobry, {{contact.lastName}}${extra}`, 'https://crm.firma.pl/{{contact.id}}'),
          branches: [branch('interest', 'false', null)],
        }),
        step('order', [
          field('amount', { kind: 'number', min: 1, required: true }),
          field('company', { contact: 'company' }),
          field('mail', { contact: 'email' }),
        ]),
      ],
      [outcome('sold', sold.id), outcome('no')],
    );

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, boss] = [await world.hire('administrator'), await world.hire('supervisor')];
    [anna, boris] = [await world.hire(), await world.hire()];
    queueId = await world.queue([of(anna)]);
    await world.number(queueId);
    await world.ready(of(anna));
    await as(chief).put('/external-urls', { schemes: ['https'], hosts: ['crm.firma.pl'], version: 1 });
    sold = (await as(chief).post('/classifiers', { name: 'Sprzedane' })).body as Classifier;
    offer = await publish('Oferta', document('.'));
    await as(chief).patch(`/scripts/${offer.id}`, { queueIds: [queueId], version: 1 });
    await as(chief).post('/contacts', { firstName: 'Ewa', lastName: 'Nowak', phones: [CALLER] });
  });
  afterAll(() => world?.close());

  it('lies beside the call, leads by the answers, changes the contact at once and sets the classifier', async () => {
    const callId = await talks(anna);
    const run = await start(anna, callId);
    expect(run).toMatchObject({ name: 'Oferta', version: 1, stepId: 'hello', state: 'open' });
    const shown = JSON.stringify(run.document.steps[0]?.text);
    expect(shown).toContain('Dzień dobry, Nowak.');
    expect(shown).toContain(`https://crm.firma.pl/${run.contactId}`);
    expect(problemLine(await save(anna, run, { answers: {}, stepId: 'order' }))).toBe('422 script-step-not-reached');
    expect((await save(boris, run, { answers: {}, stepId: 'hello' })).status).toBe(404);

    const second = (await save(anna, run, { answers: { interest: 'true' }, stepId: 'order' })).body as ScriptRun;
    expect(second.stepId).toBe('order');
    const mail = await save(anna, run, { answers: { amount: '3', mail: 'nie-mail' }, stepId: null });
    expect(problemLine(mail)).toMatch(/^422 script-answer-not-valid answers.mail/);
    const given = { amount: '3', company: 'ABC', mail: 'ewa@abc.pl' };
    const last = (await save(anna, run, { answers: given, stepId: null })).body as ScriptRun;
    expect(last.answers).toMatchObject(given);
    const contact = (await as(anna).get(`/contacts/${run.contactId}`)).body as Contact;
    expect(contact).toMatchObject({ company: 'ABC', emails: ['ewa@abc.pl'] });

    const body = { answers: {}, stepId: null, outcomeId: 'sold', finish: true };
    expect((await save(anna, run, body)).body).toMatchObject({ state: 'finished', outcomeId: 'sold' });
    expect((await save(anna, run, body)).status).toBe(200);
    expect(problemLine(await save(anna, run, { ...body, answers: { amount: '4' } }))).toBe('409 script-run-finished');
    const [told] = (await as(anna).get(`/calls/${callId}/script-runs`)).body as ScriptResult[];
    expect(told).toMatchObject({ outcome: 'Wynik sold', classifier: { name: 'Sprzedane' } });
    expect(told?.answers.map(({ value }) => value.join())).toEqual(['true', '3', 'ABC', 'ewa@abc.pl']);
    await done(anna, callId);
  });

  it('keeps its version for the call, and goes back to an earlier one', async () => {
    const callId = await talks(anna);
    const run = await start(anna, callId);
    await as(chief).put(`/scripts/${offer.id}/draft`, { document: document(' po zmianie'), draftVersion: 1 });
    expect((await as(chief).post(`/scripts/${offer.id}/publish`, { draftVersion: 2 })).body).toMatchObject({
      number: 2,
    });
    expect(await start(anna, callId)).toMatchObject({ id: run.id, version: 1 });
    await done(anna, callId);
    const next = await talks(anna);
    expect(await start(anna, next)).toMatchObject({ version: 2 });
    await done(anna, next);
    expect((await as(chief).post(`/scripts/${offer.id}/versions/1/activate`)).body).toMatchObject({ live: true });
  });

  it('makes a contact of whoever was unknown, once the last name is given', async () => {
    const { id } = await publish('Nowi', script([step('a', [field('ln', { contact: 'lastName', required: true })])]));
    const callId = await talks(anna, '+48602000000');
    const run = await start(anna, callId, { scriptId: id });
    expect(run.contactId).toBeNull();
    const saved = (await save(anna, run, { answers: { ln: 'Zieliński' }, stepId: null })).body as ScriptRun;
    const contact = (await as(anna).get(`/contacts/${saved.contactId}`)).body as Contact;
    expect(contact).toMatchObject({ lastName: 'Zieliński', phones: ['+48602000000'] });
    await done(anna, callId);
  });

  it('is started by a classifier', async () => {
    const { id } = await publish('Reklamacja', script([step('a', [field('what')])]));
    const followUps = [{ kind: 'start-script', scriptId: id }];
    const complaint = (await as(chief).post('/classifiers', { name: 'Reklamacja', followUps })).body as Classifier;
    const callId = await talks(anna);
    const classified = await as(anna).post(`/calls/${callId}/classify`, { classifierId: complaint.id });
    expect((classified.body as Classified).scriptId).toBe(id);
    expect(await start(anna, callId, { scriptId: id })).toMatchObject({ name: 'Reklamacja' });
    expect(problemLine(await as(chief).delete(`/scripts/${id}`))).toBe('409 script-in-use');
    await done(anna, callId);
  });

  it('is counted by its answers for those who may see them', async () => {
    expect(await results('&state=finished')).toHaveLength(1);
    expect(await results('&fieldId=amount&answer=3')).toHaveLength(1);
    expect(await results('&fieldId=amount&answer=4')).toHaveLength(0);
    const csv = (await as(chief).csv(`/scripts/${offer.id}/runs?${PERIOD}`)).text;
    expect(csv).toContain('Pole amount');
    expect(csv).toContain('Sprzedane');
    const of_ = async (who: Agent | undefined) =>
      ((await as(who).get(`/scripts/${offer.id}/runs?${PERIOD}`)).body as { items: unknown[] }).items.length;
    const group = await world.group(of(boris));
    await world.supervises(of(boss), group);
    expect(await of_(boss)).toBe(0);
    const campaign = saveCampaignSchema.parse({
      name: 'Jesień',
      kind: 'preview',
      consentPurpose: null,
      groupIds: [group],
    });
    const { id } = (await as(chief).post('/campaigns', campaign)).body as { id: string };
    const [run] = await world.sql<{ call_id: string }>('select call_id from script_run order by at limit 1');
    await world.sql('update script_run set campaign_id = $1 where call_id = $2', [id, run?.call_id]);
    expect(await of_(boss)).toBe(1);
    expect((await as(boss).get(`/calls/${run?.call_id}/script-runs`)).body).toHaveLength(1);
    await world.supervises(of(boss), await world.group(of(anna)));
    expect(await of_(boss)).toBe(3);
  });
});
