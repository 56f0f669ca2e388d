import { spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toALaw } from './a-law';
import { OK, pause, SDP, startSipp, tone } from './sipp-caller';

/** What the person called does; the last digit of the number says which of these he is. */
export const HABITS = { talks: 1, busy: 2, rings: 3, machine: 4, person: 5 } as const;

/** Everybody whom a trunk leads to, played by one SIPp. */
export class SippCallees {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  static at(port: number): SippCallees {
    const folder = mkdtempSync(join(tmpdir(), 'sipp-callees-'));
    writeFileSync(join(folder, 'callees.xml'), scenario(folder));
    const { child, over } = startSipp(['-sf', 'callees.xml', '-i', '127.0.0.1', '-p', String(port)], folder);
    over.catch(() => undefined);
    return new SippCallees(child, folder);
  }

  stop(): void {
    this.child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const GREETING =
  'Dzień dobry, tu poczta głosowa. Abonent nie może teraz odebrać. Proszę zostawić wiadomość po sygnale, oddzwonimy.';

const silence = (ms: number): Buffer => Buffer.alloc(ms * 8, toALaw(0));

/** eSpeak NG speaks 22 050 times a second; three of its samples make one that is near enough to 8 000. */
function speech(text: string): Buffer {
  const { stdout, status } = spawnSync('espeak-ng', ['-v', 'pl', '--stdout'], { input: text, maxBuffer: 1 << 24 });
  if (status !== 0) throw new Error('espeak-ng could not speak');
  const samples = (stdout.length - 44) >> 1;
  const at = (index: number): number => stdout.readInt16LE(44 + 2 * Math.min(samples - 1, Math.max(0, index)));
  return Buffer.from(
    Array.from({ length: Math.floor((samples * 8000) / 22_050) }, (_, index) => {
      const middle = Math.round((index * 22_050) / 8000);
      return toALaw(Math.round((at(middle - 1) + at(middle) + at(middle + 1)) / 3));
    }),
  );
}

function sounds(folder: string, name: string, ...parts: readonly Buffer[]): string {
  const file = join(folder, `${name}.alaw`);
  writeFileSync(file, Buffer.concat(parts));
  return `  <nop><action><exec rtp_stream="${file},1,8"/></action></nop>`;
}

/** The first answers to an INVITE carry our tag; inside a call it stands in the request already. */
const answer = (status: string, { sequence = '[last_CSeq:]', body = '' } = {}): string => `<![CDATA[
SIP/2.0 ${status}
[last_Via:]
[last_From:]
[last_To:];tag=[pid]callee[call_number]
[last_Call-ID:]
${sequence}
Contact: <sip:callee@[local_ip]:[local_port]>
${body && 'Content-Type: application/sdp\n'}Content-Length: [len]

${body}
]]>`;

const CHOICES = ['busy', 'rings', 'machine', 'person'] as const;
const chosen = CHOICES.map(
  (name) => `    <ereg regexp="${HABITS[name]}@" search_in="hdr" header="To:" assign_to="${name}"/>`,
);
const ways = (names: readonly string[]): string =>
  names.map((name) => `  <nop next="${name}" test="${name}"/>`).join('\n');

const scenario = (folder: string): string => `<?xml version="1.0" encoding="UTF-8" ?>
<!DOCTYPE scenario SYSTEM "sipp.dtd">
<scenario name="callees">
  <recv request="INVITE"><action>
${chosen.join('\n')}
    <ereg regexp=".*" search_in="hdr" header="CSeq:" assign_to="sequence"/>
  </action></recv>
  <send>${answer('180 Ringing')}</send>
${ways(['busy', 'rings'])}
${pause(800)}
  <send retrans="500">${answer('200 OK', { body: SDP })}</send>
  <recv request="ACK"/>
${ways(['machine', 'person'])}
${sounds(folder, 'talks', tone(700, 60_000))}
  <nop next="talking"/>
  <label id="machine"/>
${sounds(folder, 'machine', silence(300), speech(GREETING), silence(400), tone(1000, 400), silence(30_000))}
  <nop next="talking"/>
  <label id="person"/>
${sounds(folder, 'person', silence(300), speech('Halo, słucham?'), silence(60_000))}
  <label id="talking"/>
  <recv request="BYE"/>
  <send next="over">${OK}</send>
  <label id="busy"/>
  <send retrans="500">${answer('486 Busy Here')}</send>
  <recv request="ACK" next="over"/>
  <label id="rings"/>
  <recv request="CANCEL"/>
  <send>${OK}</send>
  <send retrans="500">${answer('487 Request Terminated', { sequence: 'CSeq:[$sequence]' })}</send>
  <recv request="ACK"/>
  <label id="over"/>
</scenario>
`;
