import type { Route } from '@angular/router';
import type { Permission } from '#contracts';
import { unsavedGuard } from '../forms/unsaved-guard';
import { permitted } from './guards';

export type Load = NonNullable<Route['loadComponent']>;

/** A page for those who hold one of the permissions. */
export const page = (path: string, permissions: readonly Permission[], loadComponent: Load): Route => ({
  path,
  canActivate: [permitted(...permissions)],
  loadComponent,
});

/** A form: asks before it is left with unsaved changes. `:id` is `new` for a new record. */
export const form = (path: string, permissions: readonly Permission[], loadComponent: Load): Route => ({
  ...page(path, permissions, loadComponent),
  canDeactivate: [unsavedGuard],
});
