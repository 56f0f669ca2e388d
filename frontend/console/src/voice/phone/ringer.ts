import { DOCUMENT } from '@angular/common';
import { inject, Injectable } from '@angular/core';
import { Title } from '@angular/platform-browser';

const FREQUENCY_HZ = 425;
const RING_SECONDS = 1;
const PERIOD_MS = 4000;
const VOLUME = 0.12;
const FLASH_MS = 1000;

/** Makes a waiting call heard and seen, wherever the person looks: sound, tab title, a notification of the system. */
@Injectable({ providedIn: 'root' })
export class Ringer {
  private readonly document = inject(DOCUMENT);
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
    const note = this.notify(message);
    return () => {
      clearInterval(titles);
      this.title.setTitle(normal);
      stopSound();
      note?.close();
    };
  }

  /** Browsers let a page ask only after the person did something on it. */
  askForNotifications(): void {
    if ('Notification' in window && Notification.permission === 'default') void Notification.requestPermission();
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

  private notify(message: string): Notification | null {
    if (!this.document.hidden || !('Notification' in window) || Notification.permission !== 'granted') return null;
    const note = new Notification('Centrala', {
      body: message,
      tag: 'centrala-call',
      requireInteraction: true,
      icon: '/favicon.svg',
    });
    note.onclick = () => window.focus();
    return note;
  }
}
