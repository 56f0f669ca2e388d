import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';

/** What a flow may name, as it is now. */
export interface Surroundings {
  readonly queues: ReadonlyMap<string, { readonly active: boolean }>;
  readonly skills: ReadonlySet<string>;
  readonly boxes: ReadonlySet<string>;
  readonly agents: ReadonlySet<string>;
  readonly extensions: ReadonlySet<string>;
  readonly surveys: ReadonlySet<string>;
  readonly prompts: ReadonlyMap<string, readonly string[]>;
}

/** Things of other features that flows refer to; one query each, whatever the flow's size. */
@Injectable()
export class FlowSurroundings {
  async read(tx: Transaction): Promise<Surroundings> {
    const queues = await tx.query<{ id: string; active: boolean }[]>('select id, active from queue');
    const skills = await tx.query<{ id: string }[]>('select id from skill');
    const boxes = await tx.query<{ id: string }[]>('select id from voicemail_box');
    const people = await tx.query<{ id: string; extension: string }[]>(
      `select id, extension from app_user where extension is not null and state <> 'deactivated'`,
    );
    const surveys = await tx.query<{ id: string }[]>('select id from survey where live_version is not null');
    const prompts = await tx.query<{ id: string; languages: string[] }[]>(
      `select p.id, array(select v.language from prompt_variant v where v.prompt_id = p.id) as languages from prompt p`,
    );
    return {
      queues: new Map(queues.map(({ id, active }) => [id, { active }])),
      skills: new Set(skills.map(({ id }) => id)),
      boxes: new Set(boxes.map(({ id }) => id)),
      agents: new Set(people.map(({ id }) => id)),
      extensions: new Set(people.map(({ extension }) => extension)),
      surveys: new Set(surveys.map(({ id }) => id)),
      prompts: new Map(prompts.map(({ id, languages }) => [id, languages])),
    };
  }

  /** Queues that overflow into the flow. */
  async queuesInto(tx: Transaction, flowId: string): Promise<string[]> {
    const rows = await tx.query<{ name: string }[]>(
      `select distinct q.name from queue_overflow o join queue q on q.id = o.queue_id
       where o.target = 'flow' and o.target_value = $1 and q.deleted_at is null order by q.name limit 20`,
      [flowId],
    );
    return rows.map(({ name }) => name);
  }

  /** Numbers of ours that lead into the flow. */
  async numbersInto(tx: Transaction, flowId: string): Promise<string[]> {
    const rows = await tx.query<{ number: string }[]>(
      'select number from inbound_number where flow_id = $1 order by number limit 20',
      [flowId],
    );
    return rows.map(({ number }) => number);
  }
}
