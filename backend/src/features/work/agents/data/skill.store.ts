import { Injectable } from '@nestjs/common';
import type { AgentRouting, Page, Skill } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

export interface SkillQuery {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly sort?: string | undefined;
  readonly search?: string | undefined;
}

/** The skills that an agent holds. */
export interface AgentSkills {
  readonly agentId: string;
  readonly skills: AgentRouting['skills'];
}

const COLUMNS = `s.id, s.name, s.version,
  (select count(*)::int from agent_skill a where a.skill_id = s.id) as agents,
  (select count(*)::int from queue_skill k join queue q on q.id = k.queue_id where k.skill_id = s.id and q.deleted_at is null) as queues`;

const SORTING = {
  columns: { name: { sql: 's.name', type: 'text' } },
  default: 'name',
  id: { sql: 's.id', type: 'uuid' },
} as const;

/** Skills and who holds them. */
@Injectable()
export class SkillStore {
  constructor(private readonly database: Database) {}

  async page(query: SkillQuery): Promise<Page<Skill>> {
    const parameters: unknown[] = [];
    const where = query.search
      ? [`searchable(s.name) like searchable($${parameters.push(containsPattern(query.search))})`]
      : [];
    return keysetSqlPage<Skill>(
      this.database.read,
      { select: COLUMNS, from: 'skill s', where, parameters },
      { sorting: SORTING, ...query },
    );
  }

  async find(tx: Transaction, id: string): Promise<Skill | null> {
    const [skill] = await tx.query<Skill[]>(`select ${COLUMNS} from skill s where s.id = $1`, [id]);
    return skill ?? null;
  }

  async insert(tx: Transaction, id: string, name: string): Promise<void> {
    await tx.query('insert into skill (id, name) values ($1, $2)', [id, name]);
  }

  /** False: somebody else changed it since `version`. */
  async rename(tx: Transaction, id: string, name: string, version: number): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      'update skill set name = $2, version = version + 1 where id = $1 and version = $3 returning id',
      [id, name, version],
    );
    return rows.length > 0;
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    // What a deleted queue asked for is history only.
    await tx.query(
      'delete from queue_skill k using queue q where q.id = k.queue_id and q.deleted_at is not null and k.skill_id = $1',
      [id],
    );
    await tx.query('delete from skill where id = $1', [id]);
  }

  async ofAgent(tx: Transaction, agentId: string): Promise<AgentRouting['skills']> {
    return tx.query('select skill_id as "skillId", level from agent_skill where agent_id = $1 order by skill_id', [
      agentId,
    ]);
  }

  async ofAll(tx: Transaction): Promise<AgentSkills[]> {
    return tx.query(
      `select agent_id as "agentId", jsonb_agg(jsonb_build_object('skillId', skill_id, 'level', level) order by skill_id) as skills
       from agent_skill group by agent_id order by agent_id`,
    );
  }

  async replace(tx: Transaction, { agentId, skills }: AgentSkills): Promise<void> {
    await tx.query('delete from agent_skill where agent_id = $1', [agentId]);
    await tx.query(
      `insert into agent_skill (agent_id, skill_id, level)
       select $1, (each->>'skillId')::uuid, (each->>'level')::int from jsonb_array_elements($2::jsonb) as each`,
      [agentId, JSON.stringify(skills)],
    );
  }
}
