import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { SurveySpeech } from '#contracts';
import { RecordingPlayer } from '../recordings/recording-player';

/** What a caller said to an open question: to be heard, or why it cannot be. */
@Component({
  selector: 'app-spoken-answer',
  imports: [TranslocoDirective, RecordingPlayer],
  template: `
    <ng-container *transloco="let t">
      @if (speech().state === 'kept') {
        <app-recording-player
          [recordingId]="speech().id"
          [durationMs]="speech().durationMs"
          under="surveys/speech"
          role="group"
          [attr.aria-label]="t('surveys.spokenAnswer', { name: name() })"
        />
      } @else {
        <span class="muted">{{ t('surveys.spoken.' + speech().state) }}</span>
      }
    </ng-container>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SpokenAnswer {
  readonly name = input.required<string>();
  readonly speech = input.required<SurveySpeech>();
}
