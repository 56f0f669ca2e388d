import { randomUUID } from 'node:crypto';
import { saveCampaignSchema, type Campaign, type CampaignAction, type SaveCampaignInput } from '#contracts';
import { aMeta } from './builders';
import { CallWorld, type Agent } from './call-world';
import { Database } from '../platform/database';
import { Contacts, Records, type NewRecord } from '../features/customers/records';

/** Somebody to be called. */
export interface Callee extends Omit<NewRecord, 'contactId'> {
  readonly number: string;
  readonly firstName?: string;
  readonly lastName?: string;
  /** Of a contact that is there already. */
  readonly contactId?: string;
}

export interface Loaded {
  readonly recordId: string;
  readonly contactId: string;
  readonly number: string;
}

/** A world with campaigns: makes, loads and moves them as people do. */
export class CampaignWorld {
  private constructor(
    readonly world: CallWorld,
    readonly boss: Agent,
  ) {}

  static async start(seed = 1): Promise<CampaignWorld> {
    const world = await CallWorld.start({ seed });
    return new CampaignWorld(world, await world.hire('administrator'));
  }

  /** In a world that is there already; the boss is an administrator. */
  static on(world: CallWorld, boss: Agent): CampaignWorld {
    return new CampaignWorld(world, boss);
  }

  async campaign(agents: readonly Agent[], more: Partial<SaveCampaignInput> = {}): Promise<string> {
    const given = saveCampaignSchema.parse({
      name: `Kampania ${randomUUID().slice(0, 8)}`,
      kind: 'progressive',
      consentPurpose: null,
      agentIds: agents.map(({ id }) => id),
      classifierRequired: false,
      wrapUpSeconds: 5,
      quietHours: null,
      ...more,
    });
    const { status, body } = await this.world.as(this.boss).post('/campaigns', given);
    if (status !== 201) throw new Error(JSON.stringify(body));
    return (body as Campaign).id;
  }

  /** Functions beside the package. */
  async buys(...addOns: { featureId: string; quantity: number }[]): Promise<void> {
    const { body } = (await this.world.as(this.boss).get('/order')) as { body: object };
    const answer = await this.world.as(this.boss).put('/order', { ...body, addOns });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  }

  /** The larger package. */
  async upgrades(): Promise<void> {
    const { body } = (await this.world.as(this.boss).get('/order')) as { body: object };
    const answer = await this.world.as(this.boss).put('/order', { ...body, package: 'pro' });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  }

  async change(id: string, more: Partial<SaveCampaignInput>): Promise<void> {
    const { body } = (await this.world.as(this.boss).get(`/campaigns/${id}`)) as { body: Campaign };
    const answer = await this.world.as(this.boss).put(`/campaigns/${id}`, { ...body, ...more });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  }

  async act(id: string, action: CampaignAction): Promise<number> {
    return (await this.world.as(this.boss).post(`/campaigns/${id}/actions/${action}`)).status;
  }

  /** Records of one list, as an integration brings them. */
  async load(campaignId: string, callees: readonly Callee[], list: string = randomUUID()): Promise<Loaded[]> {
    const { app, clock } = this.world;
    const meta = aMeta({ at: clock.now() });
    const loaded = await app.get(Database).transaction(async (tx) => {
      await app.get(Records).addSource(tx, { id: list, campaignId, kind: 'api', name: 'CRM' }, meta);
      const given = [];
      for (const { number, firstName = 'Jan', lastName = 'Nowak', contactId, ...record } of callees) {
        const id = contactId ?? (await this.contact({ firstName, lastName, number }));
        given.push({ ...record, contactId: id });
      }
      return app.get(Records).addMany(tx, { campaignId, sourceId: list }, given, meta);
    });
    await this.world.settle();
    return loaded.map(({ id, contactId }, index) => ({
      recordId: id,
      contactId,
      number: callees[index]?.number ?? '',
    }));
  }

  private async contact({ number, ...name }: { firstName: string; lastName: string; number: string }): Promise<string> {
    const card = { ...name, company: '', phones: [number], emails: [], note: '', fields: {} };
    const made = await this.world.app.get(Contacts).create(card, aMeta({ at: this.world.clock.now() }));
    if (!made.ok) throw new Error(made.refusal.code);
    return made.value.id;
  }

  /** How people called behave. */
  person(number: string, habit: Parameters<CallWorld['line']['simulated']['world']['setPerson']>[1]): void {
    this.world.line.simulated.world.setPerson(number, habit);
  }

  attempts(campaignId: string): Promise<
    {
      id: string;
      number: string;
      outcome: string | null;
      state: string;
      caller_id: string;
      agent_id: string | null;
      class: string;
      started_at: Date;
      abandoned_at: Date | null;
    }[]
  > {
    return this.world.sql('select * from dial_attempt where campaign_id = $1 order by started_at, id', [campaignId]);
  }

  /** Live answers and abandoned ones in the order in which they became known, and how often more of them were abandoned than `cap`. */
  async worst(campaignId: string, cap: number): Promise<{ answers: number; abandoned: number; breaches: number }> {
    const events = await this.world.sql<{ type: string; late: string | null }>(
      `select j.type, j.data->>'late' as late from journal j join dial_attempt a on j.stream = 'attempt-' || a.id
       where a.campaign_id = $1 and j.type in ('AttemptConnected', 'AttemptAbandoned') order by j.position`,
      [campaignId],
    );
    const sums = { answers: 0, abandoned: 0, breaches: 0 };
    for (const { type, late } of events) {
      if (type === 'AttemptConnected' && late === 'true') continue;
      sums.answers += 1;
      if (type === 'AttemptAbandoned') sums.abandoned += 1;
      if (sums.abandoned > cap * sums.answers) sums.breaches += 1;
    }
    return sums;
  }

  async dialling(recordId: string): Promise<Record<string, unknown>> {
    const [row] = await this.world.sql<Record<string, unknown>>('select * from dialling where record_id = $1', [
      recordId,
    ]);
    return row ?? {};
  }
}

/** Polish mobile numbers, one for each index. */
export const mobile = (index: number): string => `+48601${String(100_000 + index)}`;
