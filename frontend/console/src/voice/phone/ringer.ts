import { inject, Injectable } from '@angular/core';
import { Title } from '@angular/platform-browser';

const FREQUENCY_HZ = 425;
const RING_SECONDS = 1;
const PERIOD_MS = 4000;
const VOLUME = 0.12;
const FLASH_MS = 1000;

/** Makes a waiting call heard, and seen in the title of the tab. */
@Injectable({ providedIn: 'root' })
export class Ringer {
  private readonly title = inject(Title);
  private context: AudioContext | null = null;

  /** Rings until the returned function is called. */
  ring(message: string): () => void {
    const normal = this.title.getTitle();
    let flash = false;
    const titles = setInterval(() => {
      flash = !flash;
      this.title.setTitle(flash ? `☎ ${message}` : normal);
    }, FLASH_MS);
    const stopSound = this.sound();
    return () => {
      clearInterval(titles);
      this.title.setTitle(normal);
      stopSound();
    };
  }

  private sound(): () => void {
    this.context ??= new AudioContext();
    const context = this.context;
    void context.resume();
    const volume = new GainNode(context, { gain: 0 });
    const tone = new OscillatorNode(context, { frequency: FREQUENCY_HZ });
    tone.connect(volume).connect(context.destination);
    tone.start();
    const once = () => {
      const now = context.currentTime;
      volume.gain.setTargetAtTime(VOLUME, now, 0.02);
      volume.gain.setTargetAtTime(0, now + RING_SECONDS, 0.02);
    };
    once();
    const timer = setInterval(once, PERIOD_MS);
    return () => {
      clearInterval(timer);
      tone.stop();
      volume.disconnect();
    };
  }
}
