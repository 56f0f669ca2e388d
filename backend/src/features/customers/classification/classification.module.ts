import { Module } from '@nestjs/common';
import { ClassifierStore } from './data/classifier.store';
import { ClassifiersController } from './edge/classifiers.controller';
import { Classifiers } from './use-cases/classifiers';

@Module({
  controllers: [ClassifiersController],
  providers: [ClassifierStore, Classifiers],
  exports: [ClassifierStore, Classifiers],
})
export class ClassificationModule {}
