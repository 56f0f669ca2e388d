import type { ImportTarget, SkillRequirement } from '#contracts';
import { fold } from './matching/profile';

/** What a row says of its contact's work in queues; null and empty: nothing. */
export interface RowRouting {
  readonly priority: number | null;
  readonly skills: readonly SkillRequirement[];
}

/** Columns that say how a contact's work is routed: for who may prioritise contacts. */
export const isRoutingTarget = (target: ImportTarget): boolean => target === 'queuePriority' || target === 'skills';

const MOST_SKILLS = 20;
/** `Angielski:5`; `?` behind the level: only wished for; `*2`: its weight. */
const SKILL = /^(.+)\s*:\s*(\d{1,2})\s*(\?)?\s*(?:\*\s*(\d{1,3}(?:\.\d+)?))?$/;

/** Skills of one cell, by their names (folded); a text: the rule that it breaks. */
export function readSkills(text: string, known: ReadonlyMap<string, string>): SkillRequirement[] | string {
  const skills = new Map<string, SkillRequirement>();
  for (const part of text.split(/[;,\n]/).filter((each) => each.trim() !== '')) {
    const [, name = '', digits, wished, weight] = SKILL.exec(part.trim()) ?? [];
    const [level, heavy] = [Number(digits), Number(weight ?? 1)];
    if (!(level >= 1 && level <= 10 && heavy <= 100)) return 'skill-level';
    const skillId = known.get(fold(name.trim()));
    if (skillId === undefined) return 'skill-unknown';
    skills.set(skillId, { skillId, level, mandatory: wished === undefined, weight: heavy });
  }
  return skills.size > MOST_SKILLS ? 'maxItems' : [...skills.values()];
}

/** The routing columns of a row, with the cells that cannot be read. */
export function readRouting(
  cells: readonly string[],
  mapping: readonly ImportTarget[],
  known: ReadonlyMap<string, string>,
): { routing: RowRouting; errors: { field: string; rule: string; value: string }[] } {
  const cell = (target: ImportTarget): string => (cells[mapping.indexOf(target)] ?? '').trim();
  const [priority, skills] = [cell('queuePriority'), readSkills(cell('skills'), known)];
  const wrong = (field: ImportTarget, rule: string) => ({ field, rule, value: cell(field).slice(0, 200) });
  const isPriority = priority === '' || (/^\d{1,4}$/.test(priority) && Number(priority) <= 1000);
  return {
    routing: {
      priority: isPriority && priority !== '' ? Number(priority) : null,
      skills: typeof skills === 'string' ? [] : skills,
    },
    errors: [
      ...(isPriority ? [] : [wrong('queuePriority', 'number')]),
      ...(typeof skills === 'string' ? [wrong('skills', skills)] : []),
    ],
  };
}
