import { ChangeDetectionStrategy, Component, effect, inject, input, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CallVerdict } from '#contracts';
import { Api } from '../../platform/http/api';
import { Toasts } from '../../platform/look/toasts';
import { Session } from '../../platform/identity/session';
import { InstantPipe } from '../../platform/time/format-pipes';

const LOOK_EVERY_MS = 2000;

/** Says that a call was taken for an answering machine, and lets who was there or has listened say that it was a person. */
@Component({
  selector: 'app-machine-verdict',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, InstantPipe],
  template: `
    <ng-container *transloco="let t">
      @if (verdict.hasValue() && verdict.value(); as found) {
        @if (found.judged === 'machine') {
          <aside [attr.aria-label]="t('machineVerdict.title')">
            <mat-icon [svgIcon]="found.misjudgedAt ? 'user' : 'voicemail'" aria-hidden="true" />
            @if (found.misjudgedAt; as at) {
              <p role="status">{{ t('machineVerdict.said', { at: (at | instant) }) }}</p>
            } @else {
              <p>{{ t('machineVerdict.machine') }}</p>
              <button matButton="outlined" type="button" (click)="person()">{{ t('machineVerdict.person') }}</button>
            }
          </aside>
        }
      }
    </ng-container>
  `,
  styles: `
    aside {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 12px;
      align-items: center;
      margin: 8px 0;
      padding: 8px 12px;
      border: 1px solid var(--cc-line);
      border-radius: 8px;
    }
    mat-icon {
      flex: none;
    }
    p {
      flex: 1 1 160px;
      margin: 0;
      font-size: 14px;
      line-height: 20px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MachineVerdict {
  readonly callId = input.required<string>();
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly may = inject(Session).may('campaigns.work');
  protected readonly verdict = resource({
    params: () => (this.may ? this.callId() : undefined),
    loader: ({ params }) => this.api.get<CallVerdict>(`/attempts/${params}/verdict`),
  });

  constructor() {
    // It comes while we already speak.
    effect((onCleanup) => {
      if (!this.verdict.hasValue() || !this.verdict.value().pending) return;
      const timer = setTimeout(() => this.verdict.reload(), LOOK_EVERY_MS);
      onCleanup(() => clearTimeout(timer));
    });
  }

  /** Refused when somebody was faster: then it shows what he said. */
  protected async person(): Promise<void> {
    await this.toasts.try(() => this.api.post(`/attempts/${this.callId()}/person`));
    this.verdict.reload();
  }
}
