import { join } from 'node:path';
import { escapeXml } from '../directory/directory-document';
import type { FreeSwitchSetup } from './freeswitch-setup';
import type { FoundModules } from './modules';
import { sofiaConfiguration, trunkInclude } from './profiles';
import { configuration, params, settings } from './xml';

/** The whole configuration as one document; trunks are separate files that it includes. */
export function freeswitchDocument(setup: FreeSwitchSetup, modules: FoundModules): string {
  return [
    '<?xml version="1.0"?>',
    '<document type="freeswitch/xml">',
    '<section name="configuration">',
    moduleList(modules),
    core(setup),
    logFile(setup),
    eventSocket(setup),
    accessLists(setup),
    phoneDirectory(setup),
    sofiaConfiguration(setup, modules),
    music(setup),
    conferences(),
    speech(),
    beepDetection(),
    opus(),
    '</section>',
    '<section name="dialplan">',
    context('public', setup),
    context('phones', setup),
    transferContext(),
    '</section>',
    // Accounts come from mod_xml_curl; with it away nobody new can sign in, and calls go on.
    '<section name="directory">',
    '</section>',
    '</document>',
    '',
  ].join('\n');
}

const moduleList = (modules: FoundModules): string =>
  configuration(
    'modules.conf',
    `    <modules>\n${modules.names.map((name) => `      <load module="${name}"/>`).join('\n')}\n    </modules>`,
  );

function core(setup: FreeSwitchSetup): string {
  const [low, high] = setup.ports.audio;
  return configuration(
    'switch.conf',
    settings({
      'max-sessions': 2000,
      'sessions-per-second': 200,
      'rtp-start-port': low,
      'rtp-end-port': high,
      'event-heartbeat-interval': 20,
      loglevel: 'warning',
      'dump-cores': 'no',
      'colorize-console': false,
      'mailer-app': 'true',
      'max-db-handles': 50,
      'db-handle-timeout': 10,
    }),
  );
}

const logFile = (setup: FreeSwitchSetup): string =>
  configuration(
    'logfile.conf',
    [
      settings({ 'rotate-on-hup': true }),
      '    <profiles>\n      <profile name="default">',
      `        <settings>\n${params({ logfile: join(setup.directory, 'log/freeswitch.log'), rollover: 10_485_760, 'maximum-rotate': 10 }, 10)}\n        </settings>`,
      '        <mappings><map name="all" value="warning,err,crit,alert"/></mappings>',
      '      </profile>\n    </profiles>',
    ].join('\n'),
  );

/** Loopback only, twice: by address and by list. */
const eventSocket = (setup: FreeSwitchSetup): string =>
  configuration(
    'event_socket.conf',
    settings({
      'listen-ip': '127.0.0.1',
      'listen-port': setup.ports.eventSocket,
      password: setup.passwords.eventSocket,
      'apply-inbound-acl': 'loopback.auto',
      'stop-on-bind-error': true,
      'nat-map': false,
    }),
  );

function accessLists(setup: FreeSwitchSetup): string {
  const networks = [
    ...setup.trunks.filter(({ host }) => /^[\d.]+$/.test(host)).map(({ host }) => `${host}/32`),
    ...(setup.trustedNetworks ?? []),
    // Its line to itself.
    `${setup.address}/32`,
  ];
  const nodes = [...new Set(networks)]
    .map((cidr) => `        <node type="allow" cidr="${escapeXml(cidr)}"/>`)
    .join('\n');
  return configuration(
    'acl.conf',
    `    <network-lists>\n      <list name="trunks" default="deny">\n${nodes}\n${trunkInclude(setup, 'access')}\n      </list>\n    </network-lists>`,
  );
}

const phoneDirectory = (setup: FreeSwitchSetup): string =>
  configuration(
    'xml_curl.conf',
    [
      '    <bindings>\n      <binding name="phones">',
      `        <param name="gateway-url" value="http://127.0.0.1:${setup.ports.directory}/" bindings="directory"/>`,
      params(
        {
          'gateway-credentials': `switch:${setup.passwords.directory}`,
          'auth-scheme': 'basic',
          timeout: 3,
          method: 'POST',
        },
        8,
      ),
      '      </binding>\n    </bindings>',
    ].join('\n'),
  );

const music = (setup: FreeSwitchSetup): string =>
  configuration(
    'local_stream.conf',
    ['moh', 'default']
      .map((name) =>
        [
          `    <directory name="${name}" path="${escapeXml(join(setup.directory, 'sounds/moh'))}">`,
          params({ rate: 8000, shuffle: false, channels: 1, interval: 20, 'timer-name': 'soft' }),
          '    </directory>',
        ].join('\n'),
      )
      .join('\n'),
  );

/** No announcements, no key controls: who joins and leaves is our business. */
const conferences = (): string =>
  configuration(
    'conference.conf',
    [
      '    <caller-controls><group name="none"></group></caller-controls>',
      `    <profiles>\n      <profile name="default">\n${params(
        {
          rate: 8000,
          interval: 20,
          'energy-level': 100,
          'comfort-noise': true,
          'caller-controls': 'none',
          'moderator-controls': 'none',
          'caller-id-name': 'Centrala',
          'caller-id-number': '0000000000',
        },
        8,
      )}\n      </profile>\n    </profiles>`,
    ].join('\n'),
  );

const speech = (): string =>
  configuration(
    'tts_commandline.conf',
    settings({ command: 'espeak-ng -v ${voice} -w ${file} ${text}', 'auto-unload': false }),
  );

const opus = (): string =>
  configuration(
    'opus.conf',
    settings({ 'use-vbr': 1, complexity: 5, 'keep-fec-enabled': 1, maxaveragebitrate: 0, maxplaybackrate: 0 }),
  );

/** The module's own defaults, which it would otherwise report as missing at every start. */
const beepDetection = (): string =>
  configuration(
    'avmd.conf',
    settings({
      debug: 0,
      report_status: 1,
      fast_math: 0,
      require_continuous_streak: 1,
      sample_n_continuous_streak: 3,
      sample_n_to_skip: 0,
      require_continuous_streak_amp: 1,
      sample_n_continuous_streak_amp: 3,
      simplified_estimation: 1,
      inbound_channel: 0,
      outbound_channel: 1,
      detection_mode: 2,
      detectors_n: 36,
      detectors_lagged_n: 1,
    }),
  );

/**
 * Every call waits for our software. `park_timeout` is not used for calls that nobody claims: it also ends a caller who
 * has been answered and waits in a queue, and takes `park_after_bridge` away; a scheduled hang-up can be called off.
 */
function context(name: string, setup: FreeSwitchSetup): string {
  const trunks = name === 'public' ? setup.trunks.filter(({ host }) => /^[\d.]+$/.test(host)) : [];
  return [
    `  <context name="${name}">`,
    ...(name === 'public' ? [trunkInclude(setup, 'dialplan')] : []),
    ...trunks.map(({ name: trunk, host }) =>
      [
        `    <extension name="from-${trunk}" continue="true">`,
        `      <condition field="network_addr" expression="^${host.replaceAll('.', '\\.')}$" break="on-true">`,
        `        <action application="set" data="cc_trunk=${trunk}"/>`,
        '      </condition>\n    </extension>',
      ].join('\n'),
    ),
    '    <extension name="wait-for-us">\n      <condition>',
    '        <action application="set" data="hangup_after_bridge=false"/>',
    '        <action application="set" data="park_after_bridge=true"/>',
    `        <action application="sched_hangup" data="+${setup.unclaimedSeconds ?? 60} NO_ANSWER"/>`,
    '        <action application="park"/>',
    '      </condition>\n    </extension>',
    '  </context>',
  ].join('\n');
}

/** Nothing is dialled through the dialplan; transfers are inline. */
const transferContext = (): string =>
  '  <context name="default">\n    <extension name="nothing"><condition><action application="hangup" data="NO_ROUTE_DESTINATION"/></condition></extension>\n  </context>';
