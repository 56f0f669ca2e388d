import { Injectable, signal } from '@angular/core';

/** Telephones carry no more; the server brings it to the loudness of the other prompts. */
const RATE = 16_000;

/** The microphone of this browser: begins, ends, and gives the recording as a WAV file whatever the browser records in. */
@Injectable()
export class SoundRecorder {
  readonly recording = signal(false);
  readonly since = signal<number | null>(null);
  private recorder: MediaRecorder | null = null;
  private chunks: Blob[] = [];

  /** Rejects when there is no microphone, or it may not be used. */
  async start(): Promise<void> {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: false, noiseSuppression: true },
    });
    const recorder = new MediaRecorder(stream);
    this.chunks = [];
    recorder.ondataavailable = ({ data }) => this.chunks.push(data);
    recorder.start();
    this.recorder = recorder;
    this.since.set(Date.now());
    this.recording.set(true);
  }

  async stop(): Promise<Blob> {
    const recorder = this.recorder;
    if (!recorder) throw new Error('nothing is being recorded');
    await this.end(recorder);
    return asWav(new Blob(this.chunks, { type: recorder.mimeType }));
  }

  /** Lets the microphone go, whatever the state. */
  async cancel(): Promise<void> {
    if (this.recorder) await this.end(this.recorder);
  }

  private async end(recorder: MediaRecorder): Promise<void> {
    const ended = new Promise<void>((resolve) => {
      recorder.onstop = () => resolve();
    });
    if (recorder.state !== 'inactive') {
      recorder.stop();
      await ended;
    }
    for (const track of recorder.stream.getTracks()) track.stop();
    this.recorder = null;
    this.recording.set(false);
    this.since.set(null);
  }
}

async function asWav(recorded: Blob): Promise<Blob> {
  const context = new OfflineAudioContext(1, 1, RATE);
  const decoded = await context.decodeAudioData(await recorded.arrayBuffer());
  return wavOf(decoded.getChannelData(0));
}

/** 16-bit mono PCM. */
function wavOf(samples: Float32Array): Blob {
  const view = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const word = (offset: number, text: string) =>
    [...text].forEach((letter, n) => view.setUint8(offset + n, letter.charCodeAt(0)));
  word(0, 'RIFF');
  view.setUint32(4, view.byteLength - 8, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((value, n) => {
    view.setInt16(44 + n * 2, Math.max(-1, Math.min(1, value)) * 32_767, true);
  });
  return new Blob([view], { type: 'audio/wav' });
}
