import { Injectable } from '@angular/core';

const SECONDS = 0.5;
const HERTZ = 660;

/** A short tone. Browsers allow it after somebody has touched the page; before that it stays silent. */
@Injectable({ providedIn: 'root' })
export class AlarmTone {
  private context: AudioContext | null = null;

  play(): void {
    if (typeof AudioContext === 'undefined') return;
    this.context ??= new AudioContext();
    const { context } = this;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = HERTZ;
    volume.gain.setValueAtTime(0.2, context.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + SECONDS);
    tone.connect(volume).connect(context.destination);
    tone.start();
    tone.stop(context.currentTime + SECONDS);
  }
}
