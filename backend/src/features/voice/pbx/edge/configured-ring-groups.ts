import { saveRingGroupSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { RingGroupStore } from '../data/ring-group.store';
import { RingGroupSettings } from '../use-cases/ring-group-settings';
import { ringGroupProblem } from './ring-groups.controller';

/** Ring groups in the text of the configuration. */
export const configuredRingGroups = configured(
  { kind: 'ring-groups', schema: saveRingGroupSchema, needs: [RingGroupStore, RingGroupSettings] },
  (store, settings) => ({ page: (asked) => store.page(asked), settings, problem: ringGroupProblem }),
);
