import type { ElementRef } from '@angular/core';
import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  inject,
  input,
  viewChild,
} from '@angular/core';
import WaveSurfer from 'wavesurfer.js';

const LANE_PX = 56;
/** What a recording without measured peaks shows: a line to click on. */
const FLAT = { left: [0, 0], right: [0, 0] };

/** Both sides of a recording as waves, the customer above; a click or a drag moves the sound that belongs to it. */
@Component({
  selector: 'app-recording-wave',
  template: `<div #wave></div>`,
  styles: `
    :host {
      display: block;
      min-height: ${2 * LANE_PX}px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecordingWave {
  readonly media = input.required<HTMLAudioElement>();
  readonly peaks = input.required<{ readonly left: number[]; readonly right: number[] } | null>();
  readonly durationSeconds = input.required<number>();
  private readonly wave = viewChild.required<ElementRef<HTMLElement>>('wave');

  constructor() {
    let drawn: WaveSurfer | undefined;
    afterNextRender(() => (drawn = this.draw()));
    inject(DestroyRef).onDestroy(() => drawn?.destroy());
  }

  private draw(): WaveSurfer {
    const container = this.wave().nativeElement;
    // A canvas knows no variables: what a text of this colour would really have.
    const colour = (css: string) => {
      container.style.color = css;
      return getComputedStyle(container).color;
    };
    const lane = (name: string) => ({
      height: LANE_PX,
      waveColor: colour(`color-mix(in srgb, var(${name}) 45%, transparent)`),
      progressColor: colour(`var(${name})`),
    });
    const { left, right } = this.peaks() ?? FLAT;
    return WaveSurfer.create({
      container,
      media: this.media(),
      peaks: [left, right],
      duration: this.durationSeconds(),
      cursorColor: colour('var(--cc-bad)'),
      cursorWidth: 2,
      barWidth: 2,
      barGap: 1,
      barRadius: 1,
      dragToSeek: true,
      normalize: true,
      splitChannels: [lane('--cc-busy'), lane('--cc-ok')],
    });
  }
}
