import 'reflect-metadata';
import type { Permission } from '#contracts';

/** What a route or a gateway message asks of the caller. Exactly one stands on each; the application does not start otherwise. */
export type Access =
  | { readonly kind: 'permission'; readonly anyOf: readonly Permission[] }
  | { readonly kind: 'authenticated' }
  | { readonly kind: 'before-session' }
  | { readonly kind: 'public' };

const ACCESS = 'centrala:access';
const FEATURES = 'centrala:features';

function add(key: string, value: unknown): MethodDecorator {
  return (_target, _name, descriptor) => {
    const handler = descriptor.value as object;
    const before = (Reflect.getOwnMetadata(key, handler) as unknown[] | undefined) ?? [];
    Reflect.defineMetadata(key, [value, ...before], handler);
  };
}

/** A signed-in user with a workstation session whose role holds one of these permissions. */
export const RequirePermission = (...anyOf: readonly [Permission, ...Permission[]]): MethodDecorator =>
  add(ACCESS, { kind: 'permission', anyOf });

/** Any signed-in user with a workstation session. */
export const Authenticated = (): MethodDecorator => add(ACCESS, { kind: 'authenticated' });

/** A valid token is enough; used by the few routes that open or look at the workstation session. */
export const BeforeSession = (): MethodDecorator => add(ACCESS, { kind: 'before-session' });

/** Nobody needs to sign in; the strictest rate limit applies. */
export const Public = (): MethodDecorator => add(ACCESS, { kind: 'public' });

/** The feature of the package (an id of features.tsv) that has to be part of the Order. Comes on top of the access decorator. */
export const RequiresFeature = (feature: string): MethodDecorator => add(FEATURES, feature);

/** Every access decorator found on a handler: more or fewer than one is a mistake that the boot check names. */
export const accessOf = (handler: object): readonly Access[] =>
  (Reflect.getOwnMetadata(ACCESS, handler) as Access[] | undefined) ?? [];

export const featuresOf = (handler: object): readonly string[] =>
  (Reflect.getOwnMetadata(FEATURES, handler) as string[] | undefined) ?? [];
