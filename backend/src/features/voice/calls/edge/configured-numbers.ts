import { saveNumberSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { NumberStore } from '../data/number.store';
import { NumberSettings } from '../use-cases/number-settings';
import { numberProblem } from './numbers.controller';

/** Our inbound numbers and where they lead in the text of the configuration. */
export const configuredNumbers = configured(
  {
    kind: 'numbers',
    schema: saveNumberSchema,
    nameOf: ({ number, extent, lastNumber }) =>
      ({ one: number, range: `${number}-${lastNumber}`, prefix: `${number}*` })[extent],
    needs: [NumberStore, NumberSettings],
  },
  (store, settings) => ({ page: (asked) => store.page(asked), settings, problem: numberProblem }),
);
