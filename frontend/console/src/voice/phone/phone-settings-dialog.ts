import { ChangeDetectionStrategy, Component, DestroyRef, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialogModule } from '@angular/material/dialog';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIconModule } from '@angular/material/icon';
import { MatSelectModule } from '@angular/material/select';
import { TranslocoDirective } from '@jsverse/transloco';
import { LevelMeter } from '../../../../ui';
import { AudioDevices } from './audio-devices';
import { LinkCheck } from './link-check';
import { Phone } from './phone';
import { Ringer } from './ringer';

const TEST_RING_MS = 1500;

/** Microphone, speaker and a way to hear and see that both work. */
@Component({
  selector: 'app-phone-settings-dialog',
  imports: [
    MatButtonModule,
    MatDialogModule,
    MatFormFieldModule,
    MatIconModule,
    MatSelectModule,
    TranslocoDirective,
    LevelMeter,
    LinkCheck,
  ],
  template: `
    <ng-container *transloco="let t">
      <h2 mat-dialog-title>{{ t('phone.settings') }}</h2>
      <mat-dialog-content>
        <p class="muted">{{ t('phone.hints.' + phone.state()) }}</p>
        <mat-form-field>
          <mat-label>{{ t('phone.microphone') }}</mat-label>
          <mat-select [value]="devices.microphone()" (valueChange)="chooseMicrophone($event)">
            @for (device of devices.microphones(); track device.deviceId) {
              <mat-option [value]="device.deviceId">{{
                device.label || t('phone.device', { number: $index + 1 })
              }}</mat-option>
            }
          </mat-select>
        </mat-form-field>
        @if (silent()) {
          <p class="warning" role="alert"><mat-icon svgIcon="alert" />{{ t('phone.noMicrophone') }}</p>
        } @else {
          <div class="meter">
            <mat-icon svgIcon="microphone" aria-hidden="true" /><ui-level-meter
              [level]="level()"
              [label]="t('phone.level')"
            />
          </div>
        }
        <mat-form-field>
          <mat-label>{{ t('phone.speaker') }}</mat-label>
          <mat-select [value]="devices.speaker()" (valueChange)="devices.chooseSpeaker($event)">
            @for (device of devices.speakers(); track device.deviceId) {
              <mat-option [value]="device.deviceId">{{
                device.label || t('phone.device', { number: $index + 1 })
              }}</mat-option>
            }
          </mat-select>
        </mat-form-field>
        <app-link-check />
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton (click)="testRing()"><mat-icon svgIcon="speaker" />{{ t('phone.test') }}</button>
        <button matButton="filled" mat-dialog-close>{{ t('ui.close') }}</button>
      </mat-dialog-actions>
    </ng-container>
  `,
  styles: `
    mat-dialog-content {
      display: flex;
      flex-direction: column;
      gap: 16px;
    }
    .meter,
    .warning {
      display: flex;
      align-items: center;
      gap: 12px;
    }
    .meter ui-level-meter {
      flex: 1;
    }
    .warning {
      color: var(--cc-warn);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PhoneSettingsDialog {
  protected readonly phone = inject(Phone);
  protected readonly devices = inject(AudioDevices);
  private readonly ringer = inject(Ringer);
  protected readonly level = signal(0);
  protected readonly silent = signal(false);
  private stopListening: () => void = () => undefined;
  private closed = false;

  constructor() {
    void this.listen();
    inject(DestroyRef).onDestroy(() => {
      this.closed = true;
      this.stopListening();
    });
  }

  protected chooseMicrophone(id: string): void {
    this.devices.chooseMicrophone(id);
    void this.listen();
  }

  protected testRing(): void {
    setTimeout(this.ringer.ring('Centrala'), TEST_RING_MS);
  }

  private async listen(): Promise<void> {
    this.stopListening();
    try {
      this.stopListening = await this.devices.listen((value) => this.level.set(value));
      this.silent.set(false);
      if (this.closed) this.stopListening();
    } catch {
      // Refused by the person or the browser, or there is no microphone: the dialog says so.
      this.silent.set(true);
    }
  }
}
