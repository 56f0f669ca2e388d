/** What SIPp says as a telephone of the outside world. The sound runs past it, through the port named `rtp_port`. */

const sdp = `v=0
o=sipp 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [local_ip]
t=0 0
m=audio [rtp_port] RTP/AVP 8 101
a=rtpmap:8 PCMA/8000
a=rtpmap:101 telephone-event/8000
a=fmtp:101 0-16
a=ptime:20
a=sendrecv`;

const scenario = (name: string, steps: string): string => `<?xml version="1.0" encoding="UTF-8" ?>
<!DOCTYPE scenario SYSTEM "sipp.dtd">
<scenario name="${name}">
${steps}
</scenario>
`;

const request = (method: string, sequence: number, to: string, body = ''): string => `  <send retrans="500"><![CDATA[
${method} sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: "Jan Kowalski" <sip:[caller]@[local_ip]:[local_port]>;tag=[pid]caller[call_number]
To: ${to}
Call-ID: [call_id]
CSeq: ${sequence} ${method}
Contact: <sip:[caller]@[local_ip]:[local_port]>
Max-Forwards: 70
${body && 'Content-Type: application/sdp\n'}Content-Length: [len]

${body}
]]></send>`;

const NEW = '<sip:[service]@[remote_ip]:[remote_port]>';
const KNOWN = '<sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]';

/** Calls, and hangs up after `patienceMs`; else waits until the other side does. */
export function callerScenario(patienceMs: number | undefined): string {
  const patience = patienceMs === undefined ? '' : ` timeout="${patienceMs}" ontimeout="enough"`;
  return scenario(
    'caller',
    `${request('INVITE', 1, NEW, sdp)}
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="183" optional="true"/>
  <recv response="200"/>
${request('ACK', 1, KNOWN).replace(' retrans="500"', '')}
  <recv request="BYE"${patience} next="taken"/>
  <label id="enough"/>
${request('BYE', 2, KNOWN)}
  <recv response="200" next="over"/>
  <label id="taken"/>
${answer('200 OK')}
  <label id="over"/>`,
  );
}

/** The first answers to an INVITE carry our tag; inside a call it stands in the request already. */
function answer(status: string, { tag = '', body = '' } = {}): string {
  return `  <send><![CDATA[
SIP/2.0 ${status}
[last_Via:]
[last_From:]
[last_To:]${tag}
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:callee@[local_ip]:[local_port]>
${body && 'Content-Type: application/sdp\n'}Content-Length: [len]

${body}
]]></send>`;
}

const tag = ';tag=[pid]callee[call_number]';

export const CALLEE_ANSWERS = scenario(
  'callee who answers',
  `  <recv request="INVITE"/>
${answer('180 Ringing', { tag })}
  <pause milliseconds="800"/>
${answer('200 OK', { tag, body: sdp }).replace('<send>', '<send retrans="500">')}
  <recv request="ACK"/>
  <recv request="BYE"/>
${answer('200 OK')}`,
);

export const CALLEE_IS_BUSY = scenario(
  'callee who is busy',
  `  <recv request="INVITE"/>
${answer('486 Busy Here', { tag }).replace('<send>', '<send retrans="500">')}
  <recv request="ACK"/>`,
);
