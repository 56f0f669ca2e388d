import { Injectable, type OnModuleInit } from '@nestjs/common';
import { saveBreakKindSchema } from '#contracts';
import { ConfiguredThings } from '../../../../platform/configuration';
import { BreakKindStore } from '../data/break-kind.store';
import { BreakSettings } from '../use-cases/break-settings';

/** Kinds of breaks in the text of the configuration. */
@Injectable()
export class ConfiguredBreaks implements OnModuleInit {
  constructor(
    private readonly things: ConfiguredThings,
    private readonly store: BreakKindStore,
    private readonly settings: BreakSettings,
  ) {}

  onModuleInit(): void {
    this.things.register({
      kind: 'break-kinds',
      schema: saveBreakKindSchema,
      page: (asked) => this.store.kinds(asked),
      nameOf: ({ name }) => name,
      save: (of, given, meta) =>
        of
          ? this.settings.updateKind(of.id, { ...given, version: of.version }, meta)
          : this.settings.createKind(given, meta),
    });
  }
}
