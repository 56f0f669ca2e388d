import { effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { PhoneSettings } from '#contracts';
import { Api } from '../../platform/http/api';
import { ProblemError } from '../../platform/http/problem-error';
import { Session } from '../../platform/identity/session';
import { AudioDevices } from './audio-devices';
import { judgeLink, type LinkQuality, type LinkSample } from './link-quality';
import { SipLine, type LineState, type SipSettings } from './sip-line';

export type PhoneState = 'off' | 'simulated' | 'unavailable' | LineState;

const LOOK_EVERY_MS = 2000;
const RETRY_AFTER_MS = 5000;
const WISH_MS = 8000;

/** The phone in the browser: configures itself when the session opens, says what it is, and lends its hand to the call panel. */
@Injectable({ providedIn: 'root' })
export class Phone {
  private readonly api = inject(Api);
  private readonly devices = inject(AudioDevices);
  private readonly session = inject(Session);
  private readonly speaker = new Audio();
  private line: SipLine | null = null;
  private settings: SipSettings | null = null;
  private sample: LinkSample | null = null;
  private wishedUntil = 0;

  readonly state = signal<PhoneState>('off');
  readonly extension = signal('');
  readonly ringing = signal(false);
  readonly talking = signal(false);
  readonly quality = signal<LinkQuality | null>(null);

  constructor() {
    this.speaker.autoplay = true;
    effect(() => {
      const wanted = this.session.isOpen() && this.session.hasPhone();
      untracked(() => (wanted ? void this.start() : this.stop()));
    });
    effect((onCleanup) => {
      this.sample = null;
      this.quality.set(null);
      if (!this.talking()) return;
      const timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
      onCleanup(() => clearInterval(timer));
    });
  }

  /**
   * Picks up the browser phone; false when the switch must do it (simulated, or no phone here). What is accepted may ring a moment
   * later, so the wish stays for a while.
   */
  answer(): boolean {
    if (!this.line) return false;
    if (!this.pickUp()) this.wishedUntil = Date.now() + WISH_MS;
    return true;
  }

  mute(muted: boolean): void {
    this.line?.mute(muted);
  }

  private async start(): Promise<void> {
    if (this.line) return;
    try {
      const settings = await this.api.get<PhoneSettings>('/session/phone');
      this.extension.set(settings.extension);
      if (settings.mode === 'simulated') this.state.set('simulated');
      else await this.open(settings);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      this.state.set('unavailable');
      // Somebody without an extension stays without a phone; a server that is away will be back.
      if (error.status === 0 || error.status >= 500)
        setTimeout(() => this.session.isOpen() && void this.start(), RETRY_AFTER_MS);
    }
  }

  private async open(settings: SipSettings): Promise<void> {
    this.settings = settings;
    void this.devices.refresh();
    this.line = await SipLine.open(settings, {
      state: (state) => this.state.set(state),
      ringing: (session) => this.rings(session !== null),
      talking: (session) => this.talking.set(session !== null),
      audio: (stream) => void this.play(stream),
    });
  }

  private rings(ringing: boolean): void {
    this.ringing.set(ringing);
    if (!ringing || Date.now() > this.wishedUntil) return;
    this.wishedUntil = 0;
    // JsSIP announces a session before it may be answered.
    queueMicrotask(() => this.pickUp());
  }

  private pickUp(): boolean {
    return this.line?.answer(this.devices.constraints(), this.settings?.iceServers ?? []) ?? false;
  }

  private async play(stream: MediaStream): Promise<void> {
    await this.devices.playOn(this.speaker);
    this.speaker.srcObject = stream;
    await this.speaker.play();
  }

  private stop(): void {
    this.line?.close();
    this.line = null;
    this.state.set('off');
  }

  private async look(): Promise<void> {
    const report = await this.line?.stats();
    const judged = report && judgeLink(report.values(), this.sample);
    if (!judged) return;
    this.sample = judged.sample;
    this.quality.set(judged.quality);
  }
}
