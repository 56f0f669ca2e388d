import { computed, Injectable, signal } from '@angular/core';

const MICROPHONE_UNDER = 'centrala.microphone';
const SPEAKER_UNDER = 'centrala.speaker';

/** Microphone and speaker: what there is, what was chosen on this machine, and how loud it is. */
@Injectable({ providedIn: 'root' })
export class AudioDevices {
  private readonly devices = signal<readonly MediaDeviceInfo[]>([]);
  readonly microphones = computed(() => this.devices().filter(({ kind }) => kind === 'audioinput'));
  readonly speakers = computed(() => this.devices().filter(({ kind }) => kind === 'audiooutput'));
  readonly microphone = signal(localStorage.getItem(MICROPHONE_UNDER));
  readonly speaker = signal(localStorage.getItem(SPEAKER_UNDER));

  constructor() {
    navigator.mediaDevices?.addEventListener('devicechange', () => void this.refresh());
  }

  async refresh(): Promise<void> {
    this.devices.set((await navigator.mediaDevices?.enumerateDevices()) ?? []);
  }

  chooseMicrophone(id: string): void {
    localStorage.setItem(MICROPHONE_UNDER, id);
    this.microphone.set(id);
  }

  chooseSpeaker(id: string): void {
    localStorage.setItem(SPEAKER_UNDER, id);
    this.speaker.set(id);
  }

  /** `ideal`: a headset that was unplugged must not make a call impossible. */
  constraints(): MediaStreamConstraints {
    const device = this.microphone();
    return {
      audio: {
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
        ...(device && { deviceId: { ideal: device } }),
      },
      video: false,
    };
  }

  async playOn(element: HTMLAudioElement): Promise<void> {
    const speaker = this.speaker();
    if (speaker && this.speakers().some(({ deviceId }) => deviceId === speaker)) await element.setSinkId(speaker);
  }

  /** Listens to the chosen microphone; `level` gets 0 to 1 some thirty times a second until the returned function is called. */
  async listen(level: (value: number) => void): Promise<() => void> {
    const stream = await navigator.mediaDevices.getUserMedia(this.constraints());
    await this.refresh();
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 512 });
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let frame = requestAnimationFrame(function look() {
      analyser.getFloatTimeDomainData(samples);
      level(loudness(samples));
      frame = requestAnimationFrame(look);
    });
    return () => {
      cancelAnimationFrame(frame);
      for (const track of stream.getTracks()) track.stop();
      void context.close();
    };
  }
}

const QUIETEST_DB = -60;

/** Root mean square on a decibel scale, so that speech moves the meter as the ear hears it. */
export function loudness(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  if (power === 0) return 0;
  return Math.min(1, Math.max(0, 1 - (10 * Math.log10(power)) / QUIETEST_DB));
}
