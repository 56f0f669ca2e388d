import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { toALaw } from './a-law';

/** What he does after the answer, one after the other; after the last he waits until the other side hangs up. */
export type SippStep =
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'press'; readonly key: string }
  /** Says a tone for so long. */
  | { readonly kind: 'say'; readonly hertz: number; readonly ms: number }
  | { readonly kind: 'hang-up' };

export interface SippCall {
  readonly from: string;
  readonly to: string;
  /** Where the switch takes calls of trunks. */
  readonly port: number;
  readonly steps: readonly SippStep[];
}

export const hasSipp = (): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'sipp')));

/** Somebody outside, played by SIPp; a real exchange's view of a call, none of it ours. */
export class SippCaller {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    /** Resolves when the call came out as written; says what SIPp wrote otherwise. */
    readonly over: Promise<void>,
  ) {}

  static call(call: SippCall): SippCaller {
    const folder = mkdtempSync(join(tmpdir(), 'sipp-'));
    writeFileSync(join(folder, 'call.xml'), scenario(call, folder));
    const keys = ['-s', call.to, '-key', 'caller', call.from, '-i', '127.0.0.1', '-sf', 'call.xml'];
    const limits = ['-m', '1', '-timeout', '90s', '-timeout_error'];
    const { child, over } = startSipp([`127.0.0.1:${call.port}`, ...keys, ...limits], folder);
    // Whoever is interested waits for it; nobody has to.
    over.catch(() => undefined);
    return new SippCaller(child, folder, over);
  }

  stop(): void {
    this.child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** SIPp in a folder of its own; `over` says what it wrote when it did not come out as its scenario has it. */
export function startSipp(words: readonly string[], folder: string): { child: ChildProcess; over: Promise<void> } {
  const errors = ['-nostdin', '-trace_err', '-error_file', 'errors'];
  const child = spawn('sipp', [...words, ...errors], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (bytes: Buffer): void => void (output = (output + bytes.toString()).slice(-4000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const over = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`sipp ended with ${code}\n${output}`))));
  });
  return { child, over };
}

/** 96 is what SIPp sends keys as. */
export const SDP = `v=0
o=sipp 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [local_ip]
t=0 0
m=audio [auto_media_port] RTP/AVP 8 96
a=rtpmap:8 PCMA/8000
a=rtpmap:96 telephone-event/8000
a=fmtp:96 0-16
a=ptime:20`;

const NEW = '<sip:[service]@[remote_ip]:[remote_port]>';
const KNOWN = `${NEW}[peer_tag_param]`;

const request = (method: string, sequence: number, to: string, body = ''): string => `<![CDATA[
${method} sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:[caller]@[local_ip]:[local_port]>;tag=[pid]caller[call_number]
To: ${to}
Call-ID: [call_id]
CSeq: ${sequence} ${method}
Contact: <sip:[caller]@[local_ip]:[local_port]>
Max-Forwards: 70
${body && 'Content-Type: application/sdp\n'}Content-Length: [len]

${body}
]]>`;

export const OK = `<![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]>`;

const HANGS_UP = `  <send retrans="500">${request('BYE', 2, KNOWN)}</send>
  <recv response="200"/>`;
const IS_HUNG_UP_ON = `  <recv request="BYE"/>
  <send>${OK}</send>`;

function scenario({ steps }: SippCall, folder: string): string {
  const ends = steps.some(({ kind }) => kind === 'hang-up') ? [] : [IS_HUNG_UP_ON];
  return `<?xml version="1.0" encoding="UTF-8" ?>
<!DOCTYPE scenario SYSTEM "sipp.dtd">
<scenario name="caller">
  <send retrans="500">${request('INVITE', 1, NEW, SDP)}</send>
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="183" optional="true"/>
  <recv response="200"/>
  <send>${request('ACK', 1, KNOWN)}</send>
${[...steps.map((step) => written(step, folder)), ...ends].join('\n')}
</scenario>
`;
}

export const pause = (ms: number): string => `  <pause milliseconds="${ms}"/>`;

function written(step: SippStep, folder: string): string {
  switch (step.kind) {
    case 'wait':
      return pause(step.ms);
    case 'press':
      return `  <nop><action><exec play_dtmf="${step.key}"/></action></nop>\n${pause(500)}`;
    case 'say': {
      const file = join(folder, `${step.hertz}.alaw`);
      writeFileSync(file, tone(step.hertz, step.ms));
      return `  <nop><action><exec rtp_stream="${file},1,8"/></action></nop>\n${pause(step.ms)}`;
    }
    case 'hang-up':
      return HANGS_UP;
  }
}

export const tone = (hertz: number, ms: number): Buffer =>
  Buffer.from(
    Array.from({ length: ms * 8 }, (_, at) => toALaw(Math.round(8000 * Math.sin((2 * Math.PI * hertz * at) / 8000)))),
  );
