/** What work asks of whoever takes it; levels from 1 to 10. */
export interface Requirement {
  readonly skillId: string;
  readonly level: number;
  readonly mandatory: boolean;
  /** In the distance that ranks agents. */
  readonly weight: number;
}

export interface Ring {
  readonly afterSeconds: number;
  readonly lowerBy: number;
}

/** Level of each skill that an agent holds. */
export type Skills = ReadonlyMap<string, number>;

export const NO_SKILLS: Skills = new Map();

/** The queue's requirements with the item's own on top; sorted, so that equal needs are equal texts. */
export function needOf(queue: readonly Requirement[], own: readonly Requirement[]): readonly Requirement[] {
  if (own.length === 0) return queue;
  const of = new Map([...queue, ...own].map((each) => [each.skillId, each]));
  return [...of.values()].sort((a, b) => (a.skillId < b.skillId ? -1 : 1));
}

/** How many rings have opened. */
export function ringAt(rings: readonly Ring[], waitedMs: number): number {
  let ring = 0;
  while (waitedMs >= (rings[ring]?.afterSeconds ?? Infinity) * 1000) ring += 1;
  return ring;
}

/** What is left of the mandatory requirements in a ring. */
export function relaxed(need: readonly Requirement[], rings: readonly Ring[], ring: number): readonly Requirement[] {
  const lowerBy = rings[ring - 1]?.lowerBy ?? 0;
  return need.flatMap((each) => {
    const level = each.level - lowerBy;
    return each.mandatory && level > 0 ? [{ ...each, level }] : [];
  });
}

/** The first skill that an agent lacks for work; null when he qualifies. Skill-based routing is this filter. */
export function lacking(skills: Skills, mandatory: readonly Requirement[]): string | null {
  for (const { skillId, level } of mandatory) if ((skills.get(skillId) ?? 0) < level) return skillId;
  return null;
}

/** How far an agent's skills are from the wanted ones; smaller is closer. Profit-based routing ranks by it. */
export function distance(skills: Skills, need: readonly Requirement[]): number {
  let [missing, surplus] = [0, 0];
  for (const { skillId, level, weight } of need) {
    const held = skills.get(skillId) ?? 0;
    missing += weight * Math.max(0, level - held);
    surplus += Math.max(0, held - level);
  }
  return missing + surplus * 0.1;
}
