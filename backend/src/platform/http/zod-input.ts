import 'reflect-metadata';
import { Body, Param, Query, type PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { fieldErrors } from './field-errors';
import { ProblemException } from './problem';

/** What a route takes and gives, read again when the OpenAPI document is made. */
export interface RouteShape {
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  readonly params?: z.ZodType;
  /** By status; 0 stands for the route's own. */
  readonly responses?: Readonly<Record<number, z.ZodType>>;
  readonly summary?: string;
  /** Media types beside JSON, for example `text/csv` or `audio/wav`. */
  readonly produces?: readonly string[];
}

const SHAPE = 'centrala:route-shape';

export const routeShapeOf = (handler: object): RouteShape =>
  (Reflect.getOwnMetadata(SHAPE, handler) as RouteShape | undefined) ?? {};

export function addRouteShape(handler: object, part: RouteShape): void {
  const before = routeShapeOf(handler);
  Reflect.defineMetadata(SHAPE, { ...before, ...part, responses: { ...before.responses, ...part.responses } }, handler);
}

/** Validates one argument; a wrong value becomes 400 `validation-failed` with an entry for each field. */
export class ZodPipe<T extends z.ZodType> implements PipeTransform<unknown, z.infer<T>> {
  constructor(private readonly schema: T) {}

  transform(value: unknown): z.infer<T> {
    const parsed = this.schema.safeParse(value ?? {});
    if (parsed.success) return parsed.data;
    throw new ProblemException(400, 'validation-failed', { fields: fieldErrors(parsed.error) });
  }
}

type Source = (pipe: PipeTransform) => ParameterDecorator;

function validated(source: Source, schema: z.ZodType, part: 'body' | 'query' | 'params'): ParameterDecorator {
  return (target, name, index) => {
    source(new ZodPipe(schema))(target, name, index);
    if (name === undefined) throw new Error('A validated parameter stands on a method');
    const handler = (target as Record<string | symbol, unknown>)[name] as object;
    addRouteShape(handler, { [part]: schema });
  };
}

/** The validated JSON body. Also describes it in the OpenAPI document. */
export const ZodBody = (schema: z.ZodType): ParameterDecorator => validated((pipe) => Body(pipe), schema, 'body');

/** The validated query; numbers and booleans need `z.coerce` or `z.stringbool`, since a query is text. */
export const ZodQuery = (schema: z.ZodType): ParameterDecorator => validated((pipe) => Query(pipe), schema, 'query');

/** The validated path parameters, for example `@ZodParams(z.object({ id: z.uuid() })) { id }: { id: string }`. */
export const ZodParams = (schema: z.ZodType): ParameterDecorator => validated((pipe) => Param(pipe), schema, 'params');

/** The answer's shape for the OpenAPI document; the test application also holds every answer to it. */
export const ZodResponse =
  (schema: z.ZodType, status = 0): MethodDecorator =>
  (_target, _name, descriptor) =>
    addRouteShape(descriptor.value as object, { responses: { [status]: schema } });

/** One line for the OpenAPI document, and media types other than JSON that the route can give. */
export const RouteSummary =
  (summary: string, produces?: readonly string[]): MethodDecorator =>
  (_target, _name, descriptor) =>
    addRouteShape(descriptor.value as object, produces ? { summary, produces } : { summary });
