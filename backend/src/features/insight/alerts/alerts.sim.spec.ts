import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Alert, AlertDelivery, AlertRule, Notification, Usage } from '#contracts';
import { SimulatedSmsProvider } from '../../../platform/sms';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { mailServer } from '../../../testing/mail-server';
import { pause } from '../../../testing/processes';
import { problemLine } from '../../../testing/walk-pages';

/** A receiver of webhooks that is out of order at first. */
class Receiver {
  readonly got: { body: string; signature: string; delivery: string }[] = [];
  failures = 0;
  private server: Server | undefined;

  async start(): Promise<string> {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { 'x-centrala-signature': signature, 'x-centrala-delivery': delivery } = request.headers;
        response.statusCode = this.failures > 0 ? 503 : 204;
        if (this.failures > 0) this.failures -= 1;
        else
          this.got.push({
            body: Buffer.concat(chunks).toString(),
            signature: String(signature),
            delivery: String(delivery),
          });
        response.end();
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/alerts`;
  }

  stop(): void {
    this.server?.close();
  }
}

describe('alerts', () => {
  let world: CallWorld;
  let [chief, other, anna, admin]: Agent[] = [];
  let [sales, service] = ['', ''];
  let mail: Awaited<ReturnType<typeof mailServer>>;
  const receiver = new Receiver();
  const telephones = new SimulatedSmsProvider({ token: 'sms-token', sender: 'Centrala' });
  let hook = '';

  beforeAll(async () => {
    mail = await mailServer();
    hook = await receiver.start();
    process.env['CENTRALA_SMTP_URL'] = mail.url;
    process.env['CENTRALA_MAIL_DOMAINS'] = 'klient.test';
    process.env['CENTRALA_WEBHOOK_PRIVATE_HOSTS'] = new URL(hook).host;
    process.env['CENTRALA_SMS_URL'] = await telephones.listen();
    process.env['CENTRALA_SMS_TOKEN'] = 'sms-token';
    world = await CallWorld.start();
    [chief, other] = [await world.hire('supervisor'), await world.hire('supervisor')];
    [anna, admin] = [await world.hire(), await world.hire('administrator')];
    const group = await world.group(of(anna));
    sales = await world.queue([], { name: 'Sprzedaż', groupIds: [group] });
    service = await world.queue([], { name: 'Serwis' });
    await leads(of(chief), group);
    await leads(of(other), await world.group());
    await world.number(sales);
  });
  afterAll(async () => {
    await world?.close();
    await mail?.close();
    receiver.stop();
    await telephones.close();
    for (const key of ['SMTP_URL', 'MAIL_DOMAINS', 'WEBHOOK_PRIVATE_HOSTS', 'SMS_URL', 'SMS_TOKEN'])
      delete process.env[`CENTRALA_${key}`];
  });

  const of = (agent: Agent | undefined): Agent => agent as Agent;
  const leads = async (who: Agent, group: string): Promise<void> => {
    await world.sql('insert into user_group_supervisor (group_id, user_id) values ($1, $2)', [group, who.id]);
    await world.supervises(who, group);
  };
  const threshold = (more: object = {}) => ({
    ...{ kind: 'threshold', source: 'queue-now', metric: 'waiting', side: 'above' },
    ...{ limit: 2, clearAt: 0, forSeconds: 30, ...more },
  });
  const rule = (more: object = {}) => ({
    ...{ name: 'Kolejka rośnie', watch: threshold(), subjectIds: [sales], userIds: [of(chief).id], restSeconds: 60 },
    ...more,
  });
  const save = (who: Agent, body: object) => world.as(who).post('/alert-rules', body);
  const made = async (body: object, who = of(chief)): Promise<AlertRule> => {
    const answer = await save(who, body);
    expect(answer.body).toMatchObject({ version: 1 });
    return answer.body as AlertRule;
  };
  const alerts = async (who: Agent, query = ''): Promise<Alert[]> =>
    (await world.as(who).get(`/alerts${query}`)).body.items as Alert[];
  const ofRule = (found: AlertRule, who = of(chief)) => alerts(who, `?ruleId=${found.id}`);
  const bell = async (who: Agent): Promise<string[]> =>
    ((await world.as(who).get('/notifications')).body.items as Notification[]).map(
      ({ code, params, count }) => `${code} ${String(params['title'])} ×${count}`,
    );
  const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
    for (let turn = 0; turn < 1000 && !(await condition()); turn += 1) await pause(10);
    expect(await condition()).toBe(true);
  };
  const remove = (found: AlertRule) => world.as(of(admin)).delete(`/alert-rules/${found.id}`);

  afterEach(async () => {
    const { body } = await world.as(of(admin)).get('/alert-rules');
    for (const found of body.items as AlertRule[]) await remove(found);
  });

  it('are rules that say what they watch, whom they tell and where it may go', async () => {
    const refusals: [object, string][] = [
      [{ watch: threshold({ clearAt: 2 }) }, '400 alert-clear-not-beyond watch.clearAt beyond-limit'],
      [{ watch: threshold({ metric: 'weather' }) }, '400 alert-metric-unknown watch.metric exists'],
      [{ subjectIds: [service] }, '400 alert-subject-unknown subjectIds exists'],
      [{ userIds: [] }, '400 alert-nobody-told userIds reaches'],
      [{ addresses: ['ktos@obcy.test'] }, '400 address-not-allowed addresses allowed'],
      [{ phones: ['dyżurka'] }, '400 number-not-valid phones phone-number'],
      [{ webhookUrl: 'http://10.0.0.7/hook' }, '400 webhook-refused webhookUrl allowed'],
      [
        { watch: { kind: 'count', event: 'job-died', limit: 1, windowSeconds: 60 }, subjectIds: [] },
        '403 alert-not-allowed',
      ],
    ];
    for (const [more, line] of refusals) expect(problemLine(await save(of(chief), rule(more)))).toBe(line);
    expect(problemLine(await save(of(anna), rule()))).toBe('403 permission-missing');
    const found = await made(rule());
    expect(problemLine(await save(of(chief), rule({ name: 'kolejka ROŚNIE' })))).toBe(
      '409 alert-rule-name-taken name unique',
    );
    expect((await world.as(of(other)).get(`/alert-rules/${found.id}`)).status).toBe(404);
  });

  it('fire when a number is beyond its limit for its time, once, and are over when it is calm again', async () => {
    const found = await made(rule());
    const callers = [await world.callFrom('+48501000001'), await world.callFrom('+48501000002')];
    await world.wait(25);
    expect(await ofRule(found)).toEqual([]);
    await world.wait(20);
    const [alert, ...more] = await ofRule(found);
    expect(alert).toMatchObject({ subject: { id: sales, name: 'Sprzedaż' }, value: 2, clearedAt: null });
    await world.wait(120);
    expect([more, await ofRule(found)]).toMatchObject([[], [{ id: alert?.id }]]);
    expect(await bell(of(chief))).toEqual(['alert-fired Kolejka rośnie – Sprzedaż ×1']);
    expect(await alerts(of(other))).toEqual([]);
    for (const caller of callers) await world.callerHangsUp(caller);
    await world.wait(45);
    expect((await ofRule(found))[0]?.clearedAt).not.toBeNull();
    expect((await remove(found)).status).toBe(204);
    expect(await ofRule(found)).toHaveLength(1);
  });

  it('are acknowledged by somebody at some time; otherwise others are told', async () => {
    const watch = threshold({ limit: 1, forSeconds: 0 });
    const found = await made(rule({ watch, escalateAfterSeconds: 120, escalateTo: [of(other).id] }));
    const caller = await world.callFrom('+48501000003');
    await world.wait(15);
    expect(await bell(of(other))).toEqual([]);
    await world.wait(130);
    expect(await bell(of(other))).toEqual(['alert-escalated Kolejka rośnie – Sprzedaż ×1']);
    await until(() => mail.mails.length === 1);
    const [alert] = await ofRule(found, of(other));
    expect(alert?.escalatedAt).not.toBeNull();
    const done = await world.as(of(other)).post(`/alerts/${alert?.id}/acknowledge`);
    expect(done.body.acknowledged).toMatchObject({ by: { id: of(other).id } });
    expect(problemLine(await world.as(of(chief)).post(`/alerts/${alert?.id}/acknowledge`))).toBe(
      '409 alert-acknowledged-already',
    );
    await world.callerHangsUp(caller);
  });

  it('count events within a window, and miss those that do not come', async () => {
    const count = { kind: 'count', event: 'work-abandoned', limit: 2, windowSeconds: 60 };
    const absence = { kind: 'absence', event: 'work-queued', afterSeconds: 90 };
    const [counting, missing] = [
      await made(rule({ name: 'Porzucają', watch: count, restSeconds: 0 })),
      await made(rule({ name: 'Nikt nie dzwoni', watch: absence })),
    ];
    for (const number of ['+48501000004', '+48501000005']) {
      await world.callerHangsUp(await world.callFrom(number));
      await world.wait(2);
    }
    expect(await ofRule(counting)).toMatchObject([{ value: 2, subject: { name: 'Sprzedaż' } }]);
    await world.wait(80);
    expect((await ofRule(counting))[0]?.clearedAt).not.toBeNull();
    expect(await ofRule(missing)).toEqual([]);
    await world.wait(20);
    expect(await ofRule(missing)).toMatchObject([{ clearedAt: null }]);
    await world.callerHangsUp(await world.callFrom('+48501000006'));
    await world.wait(2);
    expect((await ofRule(missing))[0]?.clearedAt).not.toBeNull();
  });

  it('wait in quiet hours and are told afterwards when they still go on', async () => {
    const watch = threshold({ limit: 1, forSeconds: 0 });
    const local = (minutes: number) =>
      new Date(world.clock.now() + minutes * 60_000).toLocaleTimeString('sv-SE', {
        ...{ timeZone: 'Europe/Warsaw', hour: '2-digit', minute: '2-digit' },
      });
    const found = await made(rule({ watch, quiet: { from: local(-1), until: local(3) } }));
    const caller = await world.callFrom('+48501000007');
    await world.wait(60);
    expect(await ofRule(found)).toMatchObject([{ toldAt: null }]);
    await world.wait(150);
    expect((await ofRule(found))[0]?.toldAt).not.toBeNull();
    await world.callerHangsUp(caller);
  });

  it('arrive by bell, mail and a signed webhook, which is tried again; the button shows it', async () => {
    mail.mails.length = 0;
    receiver.failures = 1;
    const found = await made(rule({ mail: true, addresses: ['zarzad@klient.test'], webhookUrl: hook }));
    const tested = await world.as(of(chief)).post(`/alert-rules/${found.id}/test`);
    expect(tested.status).toBe(201);
    await until(() => receiver.got.length === 1 && mail.mails.length === 2);
    expect(mail.mails.map((text) => /^To: (.*)$/m.exec(text)?.[1]).sort()).toEqual([
      `agent${of(chief).extension}@firma.test`,
      'zarzad@klient.test',
    ]);
    const { secret } = (await world.as(of(chief)).get(`/alert-rules/${found.id}/webhook-secret`)).body as {
      secret: string;
    };
    const [{ body, signature } = { body: '', signature: '' }] = receiver.got;
    const [, seconds, mac] = /^t=(\d+),v1=([0-9a-f]+)$/.exec(signature) ?? [];
    expect(mac).toBe(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex'));
    expect(JSON.parse(body)).toMatchObject({ event: 'alert.test', rule: { name: 'Kolejka rośnie' } });
    const told = async () =>
      ((await world.as(of(chief)).get(`/alerts/${tested.body.id}/deliveries`)).body as AlertDelivery[]).map(
        ({ channel, state }) => `${channel} ${state}`,
      );
    await until(async () => (await told()).every((line) => line.endsWith('sent')));
    expect((await told()).sort()).toEqual(['mail sent', 'mail sent', 'webhook sent']);
    expect((await bell(of(chief)))[0]).toBe('alert-test Kolejka rośnie ×1');
    expect((await ofRule(found))[0]).toMatchObject({ test: true, subject: null });
  });

  it('arrive as one SMS of plain letters, tried again while the provider is busy, and count against the Order', async () => {
    telephones.next('busy');
    const found = await made(rule({ name: 'Kolejka rośnie żwawo', phones: ['601 200 101', '601 200 000'] }));
    const alert = (await world.as(of(chief)).post(`/alert-rules/${found.id}/test`)).body as Alert;
    const told = async () =>
      ((await world.as(of(chief)).get(`/alerts/${alert.id}/deliveries`)).body as AlertDelivery[]).map(
        ({ channel, target, state, error }) => [channel, target, state, error],
      );
    await until(async () => (await told()).every(([, , state]) => state === 'sent' || state === 'lost'));
    expect(await told()).toEqual([
      ['sms', '+48601200000', 'lost', '13 No correct phone numbers'],
      ['sms', '+48601200101', 'sent', null],
    ]);
    expect(telephones.received).toMatchObject([{ to: '+48601200101', from: 'Centrala' }]);
    expect(telephones.received[0]?.text).toMatch(
      /^Proba alertu \d\d:\d\d; Kolejka rosnie zwawo; [ -~]+ co najmniej 2, od 30 s$/,
    );
    await world.settle();
    const usage = (await world.as(of(admin)).get('/usage')).body as Usage[];
    expect(usage.find(({ meterId }) => meterId === 'sms')).toMatchObject({ used: 1 });
  });

  it('end when their rule watches something else, and watch nobody whom their owner has lost', async () => {
    const watch = threshold({ limit: 1, forSeconds: 0 });
    const found = await made(rule({ watch, subjectIds: [] }));
    const caller = await world.callFrom('+48501000008');
    await world.wait(12);
    expect(await ofRule(found)).toMatchObject([{ clearedAt: null, subject: { id: sales } }]);
    const paused = { ...rule({ watch, subjectIds: [] }), active: false, version: 1 };
    expect(problemLine(await world.as(of(admin)).patch(`/alert-rules/${found.id}`, { ...paused, version: 9 }))).toBe(
      '409 changed-meanwhile',
    );
    await world.as(of(chief)).patch(`/alert-rules/${found.id}`, paused);
    expect((await ofRule(found))[0]?.clearedAt).not.toBeNull();
    await world.sql('delete from user_group_supervisor where user_id = $1', [of(chief).id]);
    await world.as(of(chief)).patch(`/alert-rules/${found.id}`, { ...paused, active: true, version: 2 });
    await world.wait(120);
    expect(await ofRule(found)).toHaveLength(1);
    await world.callerHangsUp(caller);
  });
});
