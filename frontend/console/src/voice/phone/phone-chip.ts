import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { MatTooltipModule } from '@angular/material/tooltip';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Tone } from '../../../../ui';
import { Phone, type PhoneState } from './phone';
import { PhoneSettingsDialog } from './phone-settings-dialog';

const TONES: Readonly<Record<PhoneState, Tone>> = {
  off: 'quiet',
  simulated: 'quiet',
  unavailable: 'warn',
  connecting: 'warn',
  registered: 'ok',
  unregistered: 'bad',
  refused: 'bad',
};

/** What phone I have, whether it works, and how good the line is; opens the devices. */
@Component({
  selector: 'app-phone-chip',
  imports: [MatButtonModule, MatIconModule, MatTooltipModule, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      @if (phone.state() !== 'off') {
        <button
          class="chip"
          [attr.data-tone]="tone()"
          [matTooltip]="t('phone.hints.' + phone.state())"
          (click)="openSettings()"
        >
          <mat-icon svgIcon="busy" aria-hidden="true" />
          <span class="words">{{ t('phone.states.' + phone.state()) }}</span>
          @if (phone.extension()) {
            <span class="extension tabular">{{ phone.extension() }}</span>
          }
          @if (phone.quality(); as link) {
            <span
              class="link"
              [attr.data-grade]="link.grade"
              [matTooltip]="
                t('phone.link', {
                  rtt: link.roundTripMs,
                  jitter: link.jitterMs,
                  loss: link.lossPercent.toFixed(1),
                  mos: link.mos.toFixed(1),
                })
              "
            >
              <mat-icon svgIcon="signal" aria-hidden="true" />{{ t('phone.grades.' + link.grade) }}
            </span>
          }
        </button>
      }
    </ng-container>
  `,
  styleUrl: './phone-chip.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PhoneChip {
  protected readonly phone = inject(Phone);
  private readonly dialog = inject(MatDialog);
  protected readonly tone = computed(() => TONES[this.phone.state()]);

  protected openSettings(): void {
    this.dialog.open(PhoneSettingsDialog, { width: '440px' });
  }
}
