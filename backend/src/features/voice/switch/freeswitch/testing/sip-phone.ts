import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OfferedCodec, PhoneHabit } from '../../port/switch-harness';
import { RtpStream } from './rtp-stream';
import { audioOffer, digestAnswer, formatSip, one, parseSip, token, type SipMessage } from './sip-message';

interface Dialog {
  readonly callId: string;
  readonly tag: string;
  readonly rtp: RtpStream;
  /** Where requests of ours go and how they are addressed. */
  target: string;
  local: string;
  remote: string;
  sequence: number;
  state: 'ringing' | 'up' | 'ended';
  /** Where its sound goes in. */
  port: number;
  invite: { message: SipMessage; from: RemoteInfo } | null;
}

interface Response {
  readonly message: SipMessage;
  readonly from: RemoteInfo;
  readonly status: string;
  readonly tag: string;
  readonly body?: string;
  readonly contact?: string;
}

export interface SipPhoneOptions {
  readonly user: string;
  readonly password?: string;
  readonly domain: string;
  readonly server: { readonly host: string; readonly port: number };
  readonly displayName?: string;
}

/** A telephone over UDP for the contract on a real switch: registers, rings, answers or refuses, calls, hangs up, presses keys. */
export class SipPhone {
  habit: PhoneHabit = 'answers';
  /** As an operator's exchange: what it answers to a registration, where it reaches who registered, what it was offered last. */
  registrations = '200 OK';
  offered = '';
  /** With what its own call was taken. */
  accepted = '';
  private registered = '';
  private readonly socket: Socket = createSocket('udp4');
  private readonly dialogs = new Map<string, Dialog>();
  private readonly answers = new Map<string, (message: SipMessage) => void>();
  private port = 0;

  constructor(private readonly options: SipPhoneOptions) {}

  async open(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.socket.bind(0, '127.0.0.1', resolve);
    });
    this.port = this.socket.address().port;
    this.socket.on('message', (bytes, from) => {
      void this.take(parseSip(bytes.toString()), from);
    });
  }

  /** Where it listens. */
  get listening(): number {
    return this.port;
  }

  close(): void {
    for (const dialog of this.dialogs.values()) dialog.rtp.close();
    this.socket.close();
  }

  /** Says a tone in every call that is up; null is silence. */
  say(tone: number | null): void {
    for (const dialog of this.live()) dialog.rtp.tone = tone;
  }

  /** How loud a tone has been in the ear, 0 … about 8000. */
  hears(hertz: number): number {
    return Math.max(0, ...this.live().map(({ rtp }) => rtp.hears(hertz)));
  }

  private live(): Dialog[] {
    return [...this.dialogs.values()].filter(({ state }) => state === 'up');
  }

  async register(): Promise<number> {
    const { user, password = '', domain } = this.options;
    const uri = `sip:${domain}`;
    const address = `<sip:${user}@${domain}>`;
    const head = (
      cseq: number,
      extra: readonly (readonly [string, string])[] = [],
    ): readonly (readonly [string, string])[] => [
      ['From', `${address};tag=${callTag}`],
      ['To', address],
      ['Call-ID', callId],
      ['CSeq', `${cseq} REGISTER`],
      ['Contact', this.contact()],
      ['Expires', '3600'],
      ...extra,
    ];
    const [callId, callTag] = [token(), token()];
    const first = await this.request('REGISTER', uri, head(1));
    if (!first.first.includes(' 401 ')) return Number(first.first.split(' ')[1]);
    const authorization = digestAnswer(one(first, 'www-authenticate'), { user, password }, 'REGISTER', uri);
    const second = await this.request('REGISTER', uri, head(2, [['Authorization', authorization]]));
    return Number(second.first.split(' ')[1]);
  }

  /** Calls a number; returns when the switch has taken note. */
  async call(to: string, codecs?: readonly OfferedCodec[]): Promise<void> {
    const { user, domain, displayName } = this.options;
    const rtp = new RtpStream();
    const rtpPort = await rtp.open('127.0.0.1');
    const [callId, tag] = [token(), token()];
    const dialog: Dialog = {
      callId,
      tag,
      rtp,
      state: 'ringing',
      sequence: 1,
      port: rtpPort,
      invite: null,
      target: this.registered || `sip:${to}@${domain}`,
      local: `"${displayName ?? user}" <sip:${user}@${domain}>;tag=${tag}`,
      remote: `<sip:${to}@${domain}>`,
    };
    this.dialogs.set(callId, dialog);
    const trying = await this.request(
      'INVITE',
      dialog.target,
      this.headers(dialog, 'INVITE'),
      audioOffer(rtpPort, codecs),
    );
    if (/ 40[17] /.test(trying.first)) await this.callSignedIn(dialog, trying);
    else this.progress(dialog, trying);
  }

  /** The switch wants to know whose phone calls. */
  private async callSignedIn(dialog: Dialog, asked: SipMessage): Promise<void> {
    this.acknowledge(dialog);
    const { user, password = '' } = this.options;
    const proxy = asked.first.includes(' 407 ');
    const challenge = one(asked, proxy ? 'proxy-authenticate' : 'www-authenticate');
    const header = proxy ? 'Proxy-Authorization' : 'Authorization';
    const answer = digestAnswer(challenge, { user, password }, 'INVITE', dialog.target);
    dialog.sequence += 1;
    const headers = [...this.headers(dialog, 'INVITE'), [header, answer] as const];
    this.progress(dialog, await this.request('INVITE', dialog.target, headers, audioOffer(dialog.port)));
  }

  /** It rings, and its owner takes it up. */
  lift(): void {
    const dialog = this.current();
    if (dialog?.state === 'ringing') this.takeUp(dialog);
  }

  private takeUp(dialog: Dialog): void {
    dialog.state = 'up';
    if (dialog.invite)
      this.respond({ ...dialog.invite, status: '200 OK', tag: dialog.tag, body: audioOffer(dialog.port) });
  }

  /** Whether it rings. */
  get ringing(): boolean {
    const dialog = this.current();
    return dialog?.state === 'ringing' && dialog.invite !== null;
  }

  /** How loud it is at this phone's ear, averaged over a second. */
  loudness(): number {
    return this.current()?.rtp.loudness() ?? 0;
  }

  /** Whether it is in a call that was answered. */
  get talking(): boolean {
    return this.current()?.state === 'up';
  }

  press(keys: string): void {
    this.current()?.rtp.press(keys);
  }

  async hangUp(): Promise<void> {
    const dialog = this.current();
    if (!dialog) return;
    const wasUp = dialog.state === 'up';
    this.end(dialog);
    if (wasUp)
      await this.request('BYE', dialog.target, this.headers({ ...dialog, sequence: dialog.sequence + 1 }, 'BYE'));
  }

  private current(): Dialog | undefined {
    return [...this.dialogs.values()].reverse().find(({ state }) => state !== 'ended');
  }

  private end(dialog: Dialog): void {
    dialog.state = 'ended';
    dialog.rtp.close();
  }

  private contact(): string {
    return `<sip:${this.options.user}@127.0.0.1:${this.port}>`;
  }

  private headers(dialog: Dialog, method: string): readonly (readonly [string, string])[] {
    return [
      ['From', dialog.local],
      ['To', dialog.remote],
      ['Call-ID', dialog.callId],
      ['CSeq', `${dialog.sequence} ${method}`],
      ['Contact', this.contact()],
    ];
  }

  /** The first answer to a request; an INVITE's later ones come through `take`. */
  private request(
    method: string,
    uri: string,
    headers: readonly (readonly [string, string])[],
    body = '',
  ): Promise<SipMessage> {
    const via = ['Via', `SIP/2.0/UDP 127.0.0.1:${this.port};branch=z9hG4bK${token()};rport`] as const;
    const key = `${headers.find(([name]) => name === 'Call-ID')![1]} ${headers.find(([name]) => name === 'CSeq')![1]}`;
    this.write(formatSip(`${method} ${uri} SIP/2.0`, [via, ['Max-Forwards', '70'], ...headers], body));
    return Promise.race([
      new Promise<SipMessage>((resolve) => this.answers.set(key, resolve)),
      sleep(5000, undefined, { ref: false }).then(() => {
        throw new Error(`no answer to ${method} of ${this.options.user}`);
      }),
    ]);
  }

  private write(text: string, to: { host: string; port: number } = this.options.server): void {
    this.socket.send(text, to.port, to.host);
  }

  private async take(message: SipMessage, from: RemoteInfo): Promise<void> {
    const callId = one(message, 'call-id');
    const dialog = this.dialogs.get(callId);
    if (message.first.startsWith('SIP/2.0')) {
      const key = `${callId} ${one(message, 'cseq')}`;
      const waiting = this.answers.get(key);
      this.answers.delete(key);
      if (waiting) waiting(message);
      else if (dialog && one(message, 'cseq').endsWith('INVITE')) this.progress(dialog, message);
      return;
    }
    const [method] = message.first.split(' ');
    if (method === 'INVITE' && !dialog) return this.ring(message, from);
    if (method === 'ACK') return;
    if (dialog) this.whileUp(dialog, method ?? '', message, from);
    else if (method === 'REGISTER') this.registrar(message, from);
    else if (method === 'OPTIONS') this.respond({ message, from, status: '200 OK', tag: token() });
    else this.respond({ message, from, status: '481 No Such Call', tag: token() });
  }

  private registrar(message: SipMessage, from: RemoteInfo): void {
    const contact = one(message, 'contact');
    if (this.registrations.startsWith('200')) this.registered = /<([^>]+)>/.exec(contact)?.[1] ?? '';
    this.respond({ message, from, status: this.registrations, tag: token(), contact: `${contact};expires=600` });
  }

  private whileUp(dialog: Dialog, method: string, message: SipMessage, from: RemoteInfo): void {
    this.respond({ message, from, status: '200 OK', tag: dialog.tag, body: method === 'INVITE' ? audioOffer(9) : '' });
    if (method !== 'BYE' && method !== 'CANCEL') return;
    if (method === 'CANCEL' && dialog.invite && dialog.state === 'ringing')
      this.respond({ message: dialog.invite.message, from, status: '487 Request Terminated', tag: dialog.tag });
    this.end(dialog);
  }

  private progress(dialog: Dialog, message: SipMessage): void {
    const status = Number(message.first.split(' ')[1]);
    // What comes again of a question that was answered meanwhile.
    if (Number.parseInt(one(message, 'cseq'), 10) !== dialog.sequence) return;
    this.hear(dialog, message.body);
    if (status < 200 || dialog.state === 'ended') return;
    dialog.remote = one(message, 'to');
    const target = /<([^>]+)>/.exec(one(message, 'contact'))?.[1];
    if (status < 300 && target) dialog.target = target;
    this.acknowledge(dialog);
    if (status >= 300) return this.end(dialog);
    dialog.state = 'up';
    this.accepted = message.body;
  }

  private acknowledge(dialog: Dialog): void {
    const via = ['Via', `SIP/2.0/UDP 127.0.0.1:${this.port};branch=z9hG4bK${token()};rport`] as const;
    this.write(
      formatSip(`ACK ${dialog.target} SIP/2.0`, [via, ['Max-Forwards', '70'], ...this.headers(dialog, 'ACK')]),
    );
  }

  private hear(dialog: Dialog, sdp: string): void {
    const host = /c=IN IP4 (\S+)/.exec(sdp)?.[1];
    const port = /m=audio (\d+)/.exec(sdp)?.[1];
    if (host && port) dialog.rtp.to(host, Number(port));
  }

  private async ring(message: SipMessage, from: RemoteInfo): Promise<void> {
    const rtp = new RtpStream();
    const rtpPort = await rtp.open('127.0.0.1');
    const tag = token();
    const dialog: Dialog = {
      callId: one(message, 'call-id'),
      tag,
      rtp,
      state: 'ringing',
      sequence: 100,
      port: rtpPort,
      invite: { message, from },
      target: /<([^>]+)>/.exec(one(message, 'contact'))?.[1] ?? '',
      local: `${one(message, 'to')};tag=${tag}`,
      remote: one(message, 'from'),
    };
    this.dialogs.set(dialog.callId, dialog);
    this.offered = message.body;
    this.hear(dialog, message.body);
    this.respond({ message, from, status: '100 Trying', tag });
    this.respond({ message, from, status: '180 Ringing', tag });
    if (this.habit === 'rings') return;
    await sleep(200, undefined, { ref: false });
    if (dialog.state === 'ended') return;
    if (this.habit !== 'answers') {
      this.respond({ message, from, status: this.habit === 'refuses-busy' ? '486 Busy Here' : '603 Decline', tag });
      return this.end(dialog);
    }
    this.takeUp(dialog);
  }

  private respond({ message, from, status, tag, body = '', contact = this.contact() }: Response): void {
    const to = one(message, 'to');
    const routes = (message.headers.get('record-route') ?? []).map((route) => ['Record-Route', route] as const);
    const vias = (message.headers.get('via') ?? []).map((via) => ['Via', via] as const);
    const head = [
      ...vias,
      ...routes,
      ['From', one(message, 'from')],
      ['To', to.includes('tag=') ? to : `${to};tag=${tag}`],
      ['Call-ID', one(message, 'call-id')],
      ['CSeq', one(message, 'cseq')],
      ['Contact', contact],
    ] as const;
    this.write(formatSip(`SIP/2.0 ${status}`, head, body), { host: from.address, port: from.port });
  }
}
