import { X509Certificate } from 'node:crypto';
import { selfSignedPem } from './certificate';
import { freeswitchDocument } from './documents';
import type { FreeSwitchSetup } from './freeswitch-setup';
import { gatewayFile } from './profiles';

const setup: FreeSwitchSetup = {
  home: '/opt/freeswitch',
  directory: '/var/lib/centrala/switch',
  recordingsDirectory: '/var/lib/centrala/recordings',
  domain: 'voice.example',
  address: '10.0.0.5',
  ports: { eventSocket: 8021, phones: 5060, webSocket: 7443, trunks: 5080, audio: [16_384, 32_768], directory: 8023 },
  passwords: { eventSocket: 'socket-password-1', directory: 'directory-secret-1' },
  trunks: [
    { name: 'pl-1', host: '192.0.2.10' },
    { name: 'pl-2', host: 'sip.operator.example', account: { user: 'u', password: 'a&b' } },
  ],
};

describe('the configuration of a real switch', () => {
  const document = freeswitchDocument(setup, {
    directory: '/opt/freeswitch/mod',
    names: ['mod_commands', 'mod_sofia'],
  });

  it('opens the event socket on loopback only, with its own password', () => {
    expect(document).toContain('<param name="listen-ip" value="127.0.0.1"/>');
    expect(document).toContain('<param name="password" value="socket-password-1"/>');
    expect(document).toContain('<param name="apply-inbound-acl" value="loopback.auto"/>');
  });

  it('parks every call, survives the partner and gives up on unclaimed ones', () => {
    for (const context of ['public', 'phones']) expect(document).toContain(`<context name="${context}">`);
    expect(document.match(/application="park"/g)).toHaveLength(2);
    expect(document.match(/data="park_after_bridge=true"/g)).toHaveLength(2);
    expect(document.match(/application="sched_hangup" data="\+60 NO_ANSWER"/g)).toHaveLength(2);
    expect(document).not.toContain('park_timeout=');
  });

  it('takes calls from its trunks by address and names them', () => {
    expect(document).toContain('<node type="allow" cidr="192.0.2.10/32"/>');
    expect(document).toContain('expression="^192\\.0\\.2\\.10$"');
    expect(document).toContain('data="cc_trunk=pl-1"');
  });

  it('tracks calls, so that they can be recovered, and keeps no call detail records', () => {
    expect(document.match(/name="track-calls" value="true"/g)).toHaveLength(2);
    expect(document).not.toMatch(/cdr/);
  });

  it('includes trunks on a line of its own', () => {
    expect(document.split('\n')).toContain(
      '<X-PRE-PROCESS cmd="include" data="/var/lib/centrala/switch/gateways/*.xml"/>',
    );
    for (const kind of ['gateway', 'access', 'dialplan'])
      expect(document.split('\n')).toContain(
        `<X-PRE-PROCESS cmd="include" data="/var/lib/centrala/switch/trunks/*.${kind}.xml"/>`,
      );
    expect(gatewayFile(setup.trunks[1]!)).toContain('<param name="password" value="a&amp;b"/>');
    expect(gatewayFile(setup.trunks[0]!)).toContain('<param name="register" value="false"/>');
  });

  it('makes a certificate for its domain', () => {
    const certificate = new X509Certificate(selfSignedPem('voice.example', Date.UTC(2026, 10, 22)));
    expect(certificate.checkHost('voice.example')).toBe('voice.example');
    expect(certificate.verify(certificate.publicKey)).toBe(true);
  });
});
