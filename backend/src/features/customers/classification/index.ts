/** Classifiers: what a conversation was about. */
export { ClassificationModule } from './classification.module';
export { ClassifierStore } from './data/classifier.store';
export { Classifiers } from './use-cases/classifiers';
