import type { RTCSession } from 'jssip/lib/RTCSession';
import type { UA } from 'jssip/lib/UA';
import type { PhoneSettings } from '#contracts';

export type SipSettings = Extract<PhoneSettings, { mode: 'sip' }>;
export type LineState = 'connecting' | 'registered' | 'unregistered' | 'refused';

/** What the line tells its owner. */
export interface LineEvents {
  state(state: LineState): void;
  /** The phone rings or stops to: null. */
  ringing(session: RTCSession | null): void;
  /** A conversation began or ended: null. */
  talking(session: RTCSession | null): void;
  audio(stream: MediaStream): void;
}

const REGISTER_EVERY_SECONDS = 120;
const RETRY_SECONDS = { min: 1, max: 15 };
const BUSY_HERE = 486;

/** One SIP registration over WSS, and the one session it may have. JsSIP reconnects and registers again by itself. */
export class SipLine {
  private ringing: RTCSession | null = null;
  private talking: RTCSession | null = null;

  private constructor(
    private readonly agent: UA,
    private readonly events: LineEvents,
  ) {}

  static async open(settings: SipSettings, events: LineEvents): Promise<SipLine> {
    // JsSIP is large and most sessions of supervisors and administrators never need it.
    const { UA, WebSocketInterface } = await import('./sip-library');
    const agent = new UA({
      sockets: [new WebSocketInterface(settings.websocketUrl)],
      uri: `sip:${settings.extension}@${settings.domain}`,
      password: settings.password,
      register_expires: REGISTER_EVERY_SECONDS,
      session_timers: false,
      connection_recovery_min_interval: RETRY_SECONDS.min,
      connection_recovery_max_interval: RETRY_SECONDS.max,
      user_agent: 'Centrala',
    });
    const line = new SipLine(agent, events);
    line.follow();
    events.state('connecting');
    agent.start();
    return line;
  }

  /** Picks up what rings; false when nothing does. */
  answer(media: MediaStreamConstraints, iceServers: readonly string[]): boolean {
    if (!this.ringing) return false;
    this.ringing.answer({ mediaConstraints: media, pcConfig: { iceServers: iceServers.map((urls) => ({ urls })) } });
    return true;
  }

  mute(muted: boolean): void {
    if (muted) this.talking?.mute({ audio: true });
    else this.talking?.unmute({ audio: true });
  }

  async stats(): Promise<RTCStatsReport | null> {
    return (await this.talking?.connection.getStats()) ?? null;
  }

  close(): void {
    this.agent.stop();
  }

  private follow(): void {
    const { agent, events } = this;
    agent.on('registered', () => events.state('registered'));
    agent.on('unregistered', () => events.state('unregistered'));
    agent.on('registrationFailed', ({ response }) => events.state(response ? 'refused' : 'unregistered'));
    agent.on('connecting', () => events.state('connecting'));
    agent.on('disconnected', () => events.state('connecting'));
    agent.on('newRTCSession', ({ session }: { session: RTCSession }) => this.arrived(session));
  }

  private arrived(session: RTCSession): void {
    if (String(session.direction) !== 'incoming') return;
    if (this.ringing || this.talking) {
      session.terminate({ status_code: BUSY_HERE });
      return;
    }
    this.setRinging(session);
    session.on('peerconnection', ({ peerconnection }) => this.hear(peerconnection));
    session.on('accepted', () => {
      this.setRinging(null);
      this.setTalking(session);
    });
    session.on('ended', () => this.gone(session));
    session.on('failed', () => this.gone(session));
  }

  private hear(connection: RTCPeerConnection): void {
    connection.addEventListener('track', ({ streams: [stream] }) => {
      if (stream) this.events.audio(stream);
    });
  }

  private gone(session: RTCSession): void {
    if (this.ringing === session) this.setRinging(null);
    if (this.talking === session) this.setTalking(null);
  }

  private setRinging(session: RTCSession | null): void {
    this.ringing = session;
    this.events.ringing(session);
  }

  private setTalking(session: RTCSession | null): void {
    this.talking = session;
    this.events.talking(session);
  }
}
