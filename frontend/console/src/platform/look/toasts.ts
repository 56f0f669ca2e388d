import { ErrorHandler, inject, Injectable } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import { TranslocoService } from '@jsverse/transloco';
import { ProblemError } from '../http/problem-error';
import { ProblemText } from '../http/problem-text';

const SHORT_MS = 3000;
const LONG_MS = 8000;

/** Short messages that pass by themselves. */
@Injectable({ providedIn: 'root' })
export class Toasts {
  private readonly bar = inject(MatSnackBar);
  private readonly transloco = inject(TranslocoService);
  private readonly problems = inject(ProblemText);
  private readonly bugs = inject(ErrorHandler);

  say(key: string, params: Record<string, unknown> = {}): void {
    this.bar.open(this.transloco.translate(key, params), undefined, { duration: SHORT_MS });
  }

  problem(error: unknown): void {
    if (!(error instanceof ProblemError)) this.bugs.handleError(error);
    this.bar.open(this.problems.of(error), this.transloco.translate('ui.close'), {
      duration: LONG_MS,
      politeness: 'assertive',
    });
  }

  /** Runs something that the person asked for; a refusal is shown. True when it worked. */
  async try(work: () => Promise<unknown>, done?: string): Promise<boolean> {
    try {
      await work();
      if (done) this.say(done);
      return true;
    } catch (error) {
      this.problem(error);
      return false;
    }
  }
}
