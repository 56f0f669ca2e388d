import 'reflect-metadata';
import { RequestMethod, type Type } from '@nestjs/common';
import { GATEWAY_METADATA, MESSAGE_MAPPING_METADATA, MESSAGE_METADATA } from '@nestjs/websockets/constants';
import { HTTP_CODE_METADATA, METHOD_METADATA, MODULE_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { accessOf, featuresOf, type Access } from './access';
import { routeShapeOf, type RouteShape } from './zod-input';

/** Everything under this prefix is the API; its number changes only when a client of ours could break. */
export const API_PREFIX = 'api/v1';

/** Paths that stand outside the prefix, because tools expect them there. */
export const UNPREFIXED = ['metrics'];

/** One HTTP route or one socket message, as its decorators describe it. */
export interface Route {
  readonly kind: 'http' | 'message';
  /** `GET` … for HTTP, `MESSAGE` for sockets. */
  readonly method: string;
  /** Path with `:parameters`, or the message's name. */
  readonly path: string;
  /** `UsersController.list`. */
  readonly name: string;
  /** Exactly one in a sound application. */
  readonly access: readonly Access[];
  readonly features: readonly string[];
  readonly shape: RouteShape;
  /** Status of a success: 200, 201 for POST, or what `@HttpCode` says. */
  readonly status: number;
}

type Methods = Record<string, object | undefined>;

function methodsOf(type: Type): [string, object][] {
  const names = new Set<string>();
  for (
    let each = type.prototype as object | null;
    each && each !== Object.prototype;
    each = Object.getPrototypeOf(each) as object | null
  ) {
    for (const name of Object.getOwnPropertyNames(each)) names.add(name);
  }
  names.delete('constructor');
  return [...names].flatMap((name) => {
    const isGetter = 'get' in (Object.getOwnPropertyDescriptor(type.prototype, name) ?? {});
    const method = isGetter ? undefined : (type.prototype as Methods)[name];
    return typeof method === 'function' ? [[name, method] as [string, object]] : [];
  });
}

const read = <T>(key: string, target: object): T | undefined => Reflect.getMetadata(key, target) as T | undefined;

const list = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [''] : typeof value === 'string' ? [value] : value;

function describe(type: Type, name: string, handler: object): Pick<Route, 'name' | 'access' | 'features' | 'shape'> {
  return {
    name: `${type.name}.${name}`,
    access: accessOf(handler),
    features: featuresOf(handler),
    shape: routeShapeOf(handler),
  };
}

function fullPath(controllerPath: string, methodPath: string): string {
  const path = [controllerPath, methodPath]
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/');
  return UNPREFIXED.includes(path) ? `/${path}` : `/${[API_PREFIX, path].filter(Boolean).join('/')}`;
}

/** The HTTP routes of one controller class. */
export function controllerRoutes(type: Type): Route[] {
  const prefixes = list(read<string | string[]>(PATH_METADATA, type));
  return methodsOf(type).flatMap(([name, handler]) => {
    const method = read<RequestMethod>(METHOD_METADATA, handler);
    if (method === undefined) return [];
    const paths = list(read<string | string[]>(PATH_METADATA, handler));
    return prefixes.flatMap((prefix) =>
      paths.map((path): Route => ({
        kind: 'http',
        method: String(RequestMethod[method]),
        path: fullPath(prefix, path),
        status: read<number>(HTTP_CODE_METADATA, handler) ?? (method === RequestMethod.POST ? 201 : 200),
        ...describe(type, name, handler),
      })),
    );
  });
}

/** The messages of one gateway class; none when the class is no gateway. */
export function gatewayMessages(type: Type): Route[] {
  if (!read<boolean>(GATEWAY_METADATA, type)) return [];
  return methodsOf(type).flatMap(([name, handler]) =>
    read<boolean>(MESSAGE_MAPPING_METADATA, handler)
      ? [
          {
            kind: 'message' as const,
            method: 'MESSAGE',
            status: 200,
            path: read<string>(MESSAGE_METADATA, handler) ?? '',
            ...describe(type, name, handler),
          },
        ]
      : [],
  );
}

const isClass = (value: unknown): value is Type => typeof value === 'function' && value.prototype !== undefined;

type ModuleParts = Partial<Record<'imports' | 'controllers' | 'providers', readonly unknown[]>>;

/** A module class, a dynamic module, or a forward reference to one: its class and its parts. */
function partsOf(node: unknown): { identity: unknown; parts: ModuleParts } {
  const { forwardRef } = (node ?? {}) as { forwardRef?: () => unknown };
  if (typeof forwardRef === 'function') return partsOf(forwardRef());
  if (isClass(node)) return { identity: node, parts: staticParts(node) };
  const dynamic = node as ModuleParts & { module?: Type };
  const own = dynamic.module ? staticParts(dynamic.module) : {};
  const join = (key: keyof ModuleParts) => [...(own[key] ?? []), ...(dynamic[key] ?? [])];
  return {
    identity: node,
    parts: { imports: join('imports'), controllers: join('controllers'), providers: join('providers') },
  };
}

const staticParts = (type: Type): ModuleParts => ({
  imports: read(MODULE_METADATA.IMPORTS, type) ?? [],
  controllers: read(MODULE_METADATA.CONTROLLERS, type) ?? [],
  providers: read(MODULE_METADATA.PROVIDERS, type) ?? [],
});

/**
 * Every route and socket message of a module and what it imports, without starting anything: for the OpenAPI document and
 * the test that walks all permissions. Sorted by path, then method.
 */
export function routesOfModule(root: unknown): Route[] {
  const seen = new Set<unknown>();
  const types = new Set<Type>();
  const visit = (node: unknown): void => {
    const { identity, parts } = partsOf(node);
    if (seen.has(identity)) return;
    seen.add(identity);
    for (const type of [...(parts.controllers ?? []), ...(parts.providers ?? [])]) if (isClass(type)) types.add(type);
    for (const imported of parts.imports ?? []) visit(imported);
  };
  visit(root);
  return sorted([...types].flatMap((type) => [...controllerRoutes(type), ...gatewayMessages(type)]));
}

export const sorted = (routes: readonly Route[]): Route[] =>
  [...routes].sort(
    (a, b) => a.kind.localeCompare(b.kind) || a.path.localeCompare(b.path) || a.method.localeCompare(b.method),
  );
