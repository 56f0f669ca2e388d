import * as contracts from '#contracts';
import { z } from 'zod';
import { routesOfModule, type Route } from './routes';

type Json = Record<string, unknown>;

/** Every schema that the contracts export, under its own name: `userSchema` becomes the component `User`. */
function namedSchemas(): z.core.$ZodRegistry<{ id: string }> {
  const registry = z.registry<{ id: string }>();
  for (const [name, value] of Object.entries(contracts as Json)) {
    if (!name.endsWith('Schema') || !(value instanceof z.ZodType)) continue;
    const bare = name.slice(0, -'Schema'.length);
    if (!registry.has(value)) registry.add(value, { id: bare.charAt(0).toUpperCase() + bare.slice(1) });
  }
  return registry;
}

const REFERENCE = '#/components/schemas/';

/** Writes JSON Schema the way OpenAPI 3.1 wants it, and collects what becomes a component on the way. */
class SchemaWriter {
  private readonly registry = namedSchemas();
  readonly components: Record<string, Json> = {};

  /** Answers refer to components; requests stand in place, since defaults make their shape differ. */
  output(schema: z.ZodType): Json {
    return this.write(schema, { io: 'output', metadata: this.registry });
  }

  input(schema: z.ZodType): Json {
    return this.write(schema, { io: 'input', metadata: z.registry<{ id: string }>() });
  }

  private write(schema: z.ZodType, options: Parameters<typeof z.toJSONSchema>[1]): Json {
    const { $defs, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any', ...options }) as Json;
    for (const [id, definition] of Object.entries(($defs ?? {}) as Record<string, Json>)) {
      this.components[id] = relocate(definition) as Json;
    }
    const name = typeof rest['id'] === 'string' && this.registry.has(schema) ? rest['id'] : undefined;
    if (!name) return relocate(rest) as Json;
    this.components[name] = relocate(rest) as Json;
    return { $ref: REFERENCE + name };
  }
}

/** Moves references from `#/$defs/` to the components and drops what stands nowhere in OpenAPI (`id`, `$schema`). */
function relocate(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(relocate);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).filter(
    ([key, value]) => !(key === '$schema' || (key === 'id' && typeof value === 'string')),
  );
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string' ? value.replace('#/$defs/', REFERENCE) : relocate(value),
    ]),
  );
}

function parametersOf(writer: SchemaWriter, schema: z.ZodType | undefined, place: 'query' | 'path'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = writer.input(schema) as { properties?: Json; required?: string[] };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

/** Path parameters that no schema describes still have to be named. */
function undescribed(route: Route, described: readonly Json[]): Json[] {
  const names = [...route.path.matchAll(/:([A-Za-z0-9_]+)/g)].map(([, name]) => name);
  return names
    .filter((name) => !described.some((parameter) => parameter['name'] === name))
    .map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

function responsesOf(writer: SchemaWriter, { shape, status }: Route): Json {
  const problem = { schema: { $ref: `${REFERENCE}Problem` } };
  const failure = { description: 'Problem details', content: { 'application/problem+json': problem } };
  const others = Object.fromEntries((shape.produces ?? []).map((type) => [type, {}]));
  const declared = Object.entries(shape.responses ?? {}).map(([given, schema]) => [
    given === '0' ? status : given,
    { description: 'Success', content: { 'application/json': { schema: writer.output(schema) }, ...others } },
  ]);
  if (declared.length > 0) return { ...(Object.fromEntries(declared) as Json), default: failure };
  const content = shape.produces ? { content: others } : {};
  return { [status]: { description: 'Success', ...content }, default: failure };
}

function operationOf(writer: SchemaWriter, route: Route): Json {
  const { shape, access } = route;
  const [controller = '', handler = ''] = route.name.split('.');
  const path = parametersOf(writer, shape.params, 'path');
  const parameters = [...path, ...undescribed(route, path), ...parametersOf(writer, shape.query, 'query')];
  const [only] = access;
  return {
    operationId: `${controller.replace(/Controller$/, '')}_${handler}`,
    tags: [controller.replace(/Controller$/, '')],
    ...(shape.summary && { summary: shape.summary }),
    ...(parameters.length > 0 && { parameters }),
    ...(shape.body && {
      requestBody: { required: true, content: { 'application/json': { schema: writer.input(shape.body) } } },
    }),
    responses: responsesOf(writer, route),
    security: only?.kind === 'public' ? [] : [{ bearer: [] }],
    'x-access': only?.kind === 'permission' ? only.anyOf.join(' or ') : (only?.kind ?? 'undeclared'),
    ...(route.features.length > 0 && { 'x-features': route.features }),
  };
}

function pathsOf(writer: SchemaWriter, routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    if (route.kind !== 'http') continue;
    const path = route.path.replace(/[:*]([A-Za-z0-9_]+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(writer, route) };
  }
  return paths;
}

const byName = (record: Record<string, Json>): Json =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => a.localeCompare(b)));

/**
 * The OpenAPI 3.1 document of a module, made from the same decorators and schemas that the routes run on. Stable from run to
 * run, so that it can be committed and compared. Socket messages are not part of it; contracts/src/realtime.ts describes them.
 */
export function openApiOf(module: unknown, version: string): Json {
  const writer = new SchemaWriter();
  writer.output(contracts.problemSchema);
  const paths = pathsOf(writer, routesOfModule(module));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Centrala',
      version,
      description: 'The API of the contact centre. Errors are RFC 9457 problem details with a stable `code`.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: byName(writer.components),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}
