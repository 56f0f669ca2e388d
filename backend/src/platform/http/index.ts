/** HTTP as every feature's `edge/` uses it: access decorators, validated input, problem details, paging, exports. */
export {
  Authenticated,
  BeforeSession,
  Public,
  RequirePermission,
  RequiresFeature,
  accessOf,
  featuresOf,
  type Access,
} from './access';
export { clientAddress } from './client-address';
export { AccessEnforcer, accessAllows } from './access-enforcer';
export { AccessRouteGuard } from './access.guard';
export {
  ACCESS_GUARD,
  FEATURE_GATE,
  PRINCIPALS,
  type AccessGuard,
  type Admission,
  type Credentials,
  type FeatureGate,
  type PrincipalSource,
} from './access-guard.port';
export { Conditions } from './conditions';
export { WantsCsv, csvResponse, safeCell, type CsvColumn, type CsvExport, type CsvRequest } from './csv-response';
export { IfMatch, etagOf, staleVersion } from './etag';
export {
  allPages,
  containsPattern,
  keysetPage,
  keysetSqlPage,
  type KeysetSql,
  type PageRequest,
  type SortColumn,
  type Sorting,
  type SqlRunner,
} from './keyset-page';
export {
  byId,
  foundOr404,
  givenFields,
  listResponse,
  patchOf,
  valueOr,
  type ById,
  type ListSource,
} from './list-response';
export { CurrentUser, oversees, principalOf, type Principal, type PrincipalHolder, type Supervised } from './principal';
export { ProblemException, type ProblemOptions } from './problem';
export { ProblemFilter } from './problem.filter';
export { RequestCause, type Cause } from './request-cause';
export { requestIdOf } from './request-id';
export {
  RouteSummary,
  routeShapeOf,
  ZodBody,
  ZodParams,
  ZodPipe,
  ZodQuery,
  ZodResponse,
  type RouteShape,
} from './zod-input';
export { AccessCheck, accessMistakes } from './access-check';
export { ConsoleFrames } from './console-frames';
export { ConsoleOrigins } from './console-origins';
export { HttpModule } from './http.module';
export { httpArea } from './http.config';
export { openApiOf } from './openapi';
export { API_PREFIX, routesOfModule, type Route } from './routes';
export { HTTP_APP_OPTIONS, setUpHttp } from './set-up-http';
export { RateLimit } from './rate-limit';
export { describeError, problemOf } from './problem.filter';
export { fieldErrors } from './field-errors';
