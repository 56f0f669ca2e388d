import { saveTrunkRouteSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { TrunkRouteStore } from '../data/route.store';
import { RouteSettings } from '../use-cases/route-settings';
import { routeProblem } from './trunk-problems';

/** Routes of outbound calls in the text of the configuration. */
export const configuredRoutes = configured(
  { kind: 'trunk-routes', schema: saveTrunkRouteSchema, needs: [TrunkRouteStore, RouteSettings] },
  (store, settings) => ({ page: (asked) => store.page(asked), settings, problem: routeProblem }),
);
