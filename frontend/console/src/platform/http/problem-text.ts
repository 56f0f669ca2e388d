import { inject, Injectable } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { Problem } from '#contracts';
import { ProblemError } from './problem-error';

/** Refusals in the person's language; a code without a text of its own still says something true. */
@Injectable({ providedIn: 'root' })
export class ProblemText {
  private readonly transloco = inject(TranslocoService);

  of(error: unknown): string {
    if (!(error instanceof ProblemError)) return this.transloco.translate('problems.bug');
    const known = this.known(`problems.${error.code}`, error.problem.params);
    return known ?? error.problem.detail ?? this.transloco.translate('problems.other', { code: error.code });
  }

  private known(key: string, params: Problem['params']): string | null {
    const text = this.transloco.translate<string>(key, params ?? {});
    return text === key ? null : text;
  }
}
