import { Injectable, type OnModuleInit } from '@nestjs/common';
import { saveClassifierSchema } from '#contracts';
import { ConfiguredThings } from '../../../../platform/configuration';
import { ClassifierStore } from '../data/classifier.store';
import { Classifiers } from '../use-cases/classifiers';

/** Classifiers with what follows them in the text of the configuration. */
@Injectable()
export class ConfiguredClassifiers implements OnModuleInit {
  constructor(
    private readonly things: ConfiguredThings,
    private readonly store: ClassifierStore,
    private readonly classifiers: Classifiers,
  ) {}

  onModuleInit(): void {
    this.things.register({
      kind: 'classifiers',
      schema: saveClassifierSchema,
      page: (asked) => this.store.page(asked),
      nameOf: ({ name }) => name,
      save: (of, given, meta) =>
        of
          ? this.classifiers.update(of.id, { ...given, version: of.version }, meta)
          : this.classifiers.create(given, meta),
    });
  }
}
