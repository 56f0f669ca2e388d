import { inject } from '@angular/core';
import { Router, type CanActivateFn } from '@angular/router';
import { Session } from '../platform/identity/session';
import { sectionsFor } from './navigation';

/** Leads to the first place that the person may open. It runs behind the session guard, when the permissions are known. */
export const homeGuard: CanActivateFn = () => {
  const session = inject(Session);
  const [first] = sectionsFor((permission) => session.may(permission), session.hasPhone());
  return inject(Router).createUrlTree([first?.places[0]?.path ?? '/forbidden']);
};
