import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { RingingCall } from '#contracts';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { whileOpen } from '../../platform/lists/while-open';
import { PhonePipe } from '../../platform/time/format-pipes';

const LOOK_EVERY_MS = 2000;

/** What rings at colleagues of my ring groups, to be taken. */
@Component({
  selector: 'app-ringing-calls',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, PhonePipe],
  template: `
    <section class="card" *transloco="let t" [attr.aria-label]="t('ringingCalls.title')">
      <h2>{{ t('ringingCalls.title') }}</h2>
      <ul aria-live="polite">
        @for (call of calls(); track call.id) {
          <li>
            <span class="who">
              <strong>{{ call.displayName ?? (call.number | phone) }}</strong>
              <small class="muted">{{ t('ringingCalls.at', { phones: call.at.join(', ') }) }}</small>
            </span>
            <button matButton="filled" (click)="pickUp(call)">
              <mat-icon svgIcon="answer" />{{ t('ringingCalls.pickUp') }}
            </button>
          </li>
        } @empty {
          <li class="muted">{{ t('ringingCalls.none') }}</li>
        }
      </ul>
      @if (problem()) {
        <p role="alert">{{ problem() }}</p>
      }
    </section>
  `,
  styles: `
    section {
      padding: 16px;
    }
    ul {
      margin: 8px 0 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      align-items: center;
      gap: 12px;
      min-height: 56px;
    }
    li + li {
      border-top: 1px solid var(--cc-line);
    }
    .who {
      flex: 1;
      min-width: 0;
      display: grid;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RingingCalls {
  private readonly api = inject(Api);
  private readonly problems = inject(ProblemText);
  protected readonly calls = signal<readonly RingingCall[]>([]);
  protected readonly problem = signal('');

  constructor() {
    whileOpen(LOOK_EVERY_MS, () => this.look());
  }

  protected async pickUp({ id }: RingingCall): Promise<void> {
    try {
      await this.api.post(`/ringing-calls/${id}/pick-up`);
      this.problem.set('');
    } catch (error) {
      this.problem.set(this.problems.of(error));
    }
    await this.look();
  }

  private async look(): Promise<void> {
    try {
      this.calls.set((await this.api.get<{ items: RingingCall[] }>('/ringing-calls')).items);
    } catch {
      // What was seen last stays; the frame says when the server is away.
    }
  }
}
