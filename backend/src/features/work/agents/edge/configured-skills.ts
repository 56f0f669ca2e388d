import { Injectable, type OnModuleInit } from '@nestjs/common';
import { saveSkillSchema } from '#contracts';
import { ConfiguredThings } from '../../../../platform/configuration';
import { SkillStore } from '../data/skill.store';
import { SkillSettings } from '../use-cases/skill-settings';

/** Skills in the text of the configuration; who holds them is data of people. */
@Injectable()
export class ConfiguredSkills implements OnModuleInit {
  constructor(
    private readonly things: ConfiguredThings,
    private readonly store: SkillStore,
    private readonly settings: SkillSettings,
  ) {}

  onModuleInit(): void {
    this.things.register({
      kind: 'skills',
      schema: saveSkillSchema,
      page: (asked) => this.store.page(asked),
      nameOf: ({ name }) => name,
      save: (of, { name }, meta) =>
        of ? this.settings.update(of.id, { name, version: of.version }, meta) : this.settings.create({ name }, meta),
    });
  }
}
