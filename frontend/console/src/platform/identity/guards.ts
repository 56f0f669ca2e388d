import { inject } from '@angular/core';
import { toObservable } from '@angular/core/rxjs-interop';
import { Router, type CanActivateFn } from '@angular/router';
import { filter, firstValueFrom } from 'rxjs';
import type { Permission } from '#contracts';
import { Session } from './session';

/** Waits at the gate until the session is open. */
export const sessionGuard: CanActivateFn = async () => {
  const session = inject(Session);
  const opened = firstValueFrom(toObservable(session.isOpen).pipe(filter(Boolean)));
  if (session.state().kind === 'starting') void session.start();
  return opened;
};

/** Shows the forbidden page, under the same address, to people without the permission. */
export const permitted =
  (...anyOf: readonly Permission[]): CanActivateFn =>
  () => {
    const session = inject(Session);
    if (anyOf.some((permission) => session.may(permission))) return true;
    return inject(Router).createUrlTree(['/forbidden']);
  };
