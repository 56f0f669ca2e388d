import { HttpErrorResponse, HttpResponse, type HttpInterceptorFn, type HttpRequest } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, switchMap, tap, throwError } from 'rxjs';
import { Identity } from '../identity/identity';
import { Language } from '../language/language';
import { Now } from '../time/now';
import { toProblemError, ProblemError } from './problem-error';
import { SessionLoss } from './session-loss';

const UNAUTHORIZED = 401;

const codeOf = (error: unknown): string | null => {
  const problem = toProblemError(error);
  return problem instanceof ProblemError ? problem.code : null;
};

/**
 * Sends a fresh token and the language with every call of our API, learns the server's time from the answers, and deals with
 * what a lost sign-in says: an outdated token is renewed once, any other makes the person sign in again.
 */
export const bearerInterceptor: HttpInterceptorFn = (request, next) => {
  if (!request.url.startsWith('/api/')) return next(request);
  const identity = inject(Identity);
  const language = inject(Language).current();
  const now = inject(Now);
  const loss = inject(SessionLoss);
  const send = (token: string | null) => next(withHeaders(request, token, language));
  return from(identity.freshToken()).pipe(
    switchMap(send),
    catchError((error: unknown) => {
      const code = codeOf(error);
      if (code === 'token-outdated') return from(identity.renew()).pipe(switchMap(send));
      if (code === 'session-required') loss.lost.next();
      if (error instanceof HttpErrorResponse && error.status === UNAUTHORIZED) void identity.signInAgain();
      return throwError(() => error);
    }),
    tap((event) => {
      if (event instanceof HttpResponse) now.serverSaid(event.headers.get('date'));
    }),
  );
};

function withHeaders(request: HttpRequest<unknown>, token: string | null, language: string): HttpRequest<unknown> {
  return request.clone({
    setHeaders: { 'accept-language': language, ...(token && { authorization: `Bearer ${token}` }) },
  });
}
