import { Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { controllerRoutes, gatewayMessages, type Route } from './routes';

/** What is wrong with the access decorators of these routes, one line each. */
export function accessMistakes(routes: readonly Route[]): string[] {
  return routes.flatMap(({ method, path, name, access }) => {
    if (access.length === 1) return [];
    const found = access.map(({ kind }) => kind).join(', ') || 'none';
    return [`${method} ${path} (${name}) needs exactly one access decorator, found: ${found}`];
  });
}

/** Stops the start when a route or gateway message does not say who may use it. */
@Injectable()
export class AccessCheck implements OnModuleInit {
  constructor(private readonly modules: ModulesContainer) {}

  onModuleInit(): void {
    const mistakes = accessMistakes(this.routes());
    if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
  }

  /** Every route and message of the running application. */
  routes(): Route[] {
    const types = new Set<Type>();
    for (const module of this.modules.values()) {
      for (const { metatype } of [...module.controllers.values(), ...module.providers.values()]) {
        if (typeof metatype === 'function' && metatype.prototype) types.add(metatype as Type);
      }
    }
    return [...types].flatMap((type) => [...controllerRoutes(type), ...gatewayMessages(type)]);
  }
}
