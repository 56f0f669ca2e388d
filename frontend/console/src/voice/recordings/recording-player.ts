import type { ElementRef } from '@angular/core';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatTooltipModule } from '@angular/material/tooltip';
import { TranslocoDirective } from '@jsverse/transloco';
import { Api } from '../../platform/http/api';
import { Toasts } from '../../platform/look/toasts';
import { ClockTimePipe } from '../../platform/time/format-pipes';

const SPEEDS = [1, 1.25, 1.5, 2] as const;

/** Plays one recording. It is fetched with the token when it is first wanted, because listening is audited. */
@Component({
  selector: 'app-recording-player',
  imports: [MatButtonModule, MatIconModule, MatTooltipModule, TranslocoDirective, ClockTimePipe],
  template: `
    <ng-container *transloco="let t">
      <audio
        #audio
        [src]="url()"
        (timeupdate)="at.set(audio.currentTime)"
        (play)="playing.set(true)"
        (pause)="playing.set(false)"
        (loadedmetadata)="loaded(audio)"
      ></audio>
      <button
        matIconButton
        [disabled]="loading()"
        (click)="toggle()"
        [attr.aria-label]="t(playing() ? 'player.pause' : 'player.play')"
      >
        <mat-icon [svgIcon]="playing() ? 'pause' : 'play'" />
      </button>
      <time>{{ at() | clockTime }}</time>
      <input
        #seek
        type="range"
        min="0"
        step="0.1"
        [max]="duration()"
        [value]="at()"
        [disabled]="!url()"
        (input)="audio.currentTime = +seek.value"
        [attr.aria-label]="t('player.seek')"
      />
      <time class="muted">{{ duration() | clockTime }}</time>
      <button matButton class="speed tabular" (click)="faster()" [matTooltip]="t('player.speed')">
        {{ speed() }}×
      </button>
    </ng-container>
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 8px;
    }
    input {
      flex: 1;
      min-width: 60px;
      accent-color: var(--mat-sys-primary);
    }
    .speed {
      min-width: 56px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecordingPlayer {
  readonly recordingId = input.required<string>();
  readonly durationMs = input.required<number>();
  /** Where the API keeps it. */
  readonly under = input('recordings');
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly audio = viewChild.required<ElementRef<HTMLAudioElement>>('audio');

  protected readonly url = signal<string | null>(null);
  protected readonly loading = signal(false);
  protected readonly playing = signal(false);
  /** Seconds from the beginning. */
  readonly at = signal(0);
  protected readonly speed = signal<number>(SPEEDS[0]);
  private readonly measured = signal<number | null>(null);
  protected readonly duration = computed(() => this.measured() ?? this.durationMs() / 1000);

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      const url = this.url();
      if (url) URL.revokeObjectURL(url);
    });
  }

  /** Plays on from this second. */
  async playFrom(seconds: number): Promise<void> {
    if (!this.url() && !(await this.load())) return;
    const audio = this.audio().nativeElement;
    audio.currentTime = seconds;
    audio.playbackRate = this.speed();
    await audio.play();
  }

  protected async toggle(): Promise<void> {
    const audio = this.audio().nativeElement;
    if (this.playing()) {
      audio.pause();
      return;
    }
    await this.playFrom(audio.currentTime);
  }

  protected loaded(audio: HTMLAudioElement): void {
    if (Number.isFinite(audio.duration)) this.measured.set(audio.duration);
  }

  protected faster(): void {
    const next = SPEEDS[(SPEEDS.indexOf(this.speed() as (typeof SPEEDS)[number]) + 1) % SPEEDS.length] ?? 1;
    this.speed.set(next);
    this.audio().nativeElement.playbackRate = next;
  }

  private async load(): Promise<boolean> {
    this.loading.set(true);
    const done = await this.toasts.try(async () => {
      const blob = await this.api.blob(`/${this.under()}/${this.recordingId()}/audio`);
      const url = URL.createObjectURL(blob);
      this.audio().nativeElement.src = url;
      this.url.set(url);
    });
    this.loading.set(false);
    return done;
  }
}
