import { saveSkillSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { SkillStore } from '../data/skill.store';
import { SkillSettings } from '../use-cases/skill-settings';
import { skillProblem } from './skills.controller';

/** Skills in the text of the configuration; who holds them is data of people. */
export const configuredSkills = configured(
  { kind: 'skills', schema: saveSkillSchema, needs: [SkillStore, SkillSettings] },
  (store, settings) => ({
    page: (asked) => store.page(asked),
    settings,
    problem: skillProblem,
  }),
);
