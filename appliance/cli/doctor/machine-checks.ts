import { readHardware } from '../../box';
import { PROFILES, preflight, profileNames, sizingOf } from '../../profiles';
import { keySlots, ROOT_PARTITION } from '../../../provisioning';
import type { Check, Finding, Severity } from './finding';

const finding = (code: string, severity: Severity, evidence: string, mend: string): Finding => ({
  code,
  severity,
  evidence,
  mend,
});

const FULL = [
  { percent: 95, severity: 'critical' },
  { percent: 80, severity: 'warning' },
] as const;

const space = (code: string, column: 'pcent' | 'ipcent', word: string): Check => ({
  name: code,
  async look(box) {
    const { out } = await box.run('df', [`--output=${column},target`, '/']);
    const [percent = 0] = (/(\d+)%/.exec(out)?.slice(1) ?? []).map(Number);
    const level = FULL.find((each) => percent >= each.percent);
    return level
      ? [finding(code, level.severity, `${word} of the disk are ${percent} % taken`, 'centrala disk usage')]
      : [];
  },
});

const clock: Check = {
  name: 'clock',
  async look(box) {
    const { out } = await box.run('chronyc', ['-n', 'tracking']);
    const offset = Math.abs(Number(/^System time\s*:\s*([\d.]+)/m.exec(out)?.[1] ?? 'NaN'));
    const leap = /^Leap status\s*:\s*(.*)$/m.exec(out)?.[1] ?? 'unknown';
    if (leap === 'Not synchronised' || leap === 'unknown')
      return [finding('clock-not-synchronised', 'warning', `chrony says: ${leap}`, 'centrala configure time')];
    return offset > 0.1 ? [finding('clock-wrong', 'critical', `the clock is ${offset} s off`, 'chronyc makestep')] : [];
  },
};

const failedUnits: Check = {
  name: 'units',
  async look(box) {
    const { out } = await box.run('systemctl', ['--failed', '--plain', '--no-legend', '--no-pager']);
    return out
      .split('\n')
      .map((line) => line.trim().split(/\s+/)[0] ?? '')
      .filter(Boolean)
      .map((unit) => finding('unit-failed', 'warning', `${unit} has failed`, `systemctl restart ${unit}`));
  },
};

const memory: Check = {
  name: 'memory',
  async look(box) {
    const pressure = Number(
      /^full avg10=[\d.]+ avg60=[\d.]+ avg300=([\d.]+)/m.exec(box.read('/proc/pressure/memory') ?? '')?.[1] ?? 0,
    );
    const { out } = await box.run('journalctl', [
      '-k',
      '-b',
      '-q',
      '-o',
      'cat',
      '--since',
      '-1d',
      '-g',
      'Out of memory: Killed',
    ]);
    const killed = out.split('\n').filter(Boolean);
    return [
      ...(pressure > 10
        ? [
            finding(
              'memory-short',
              'warning',
              `everything waited for memory ${pressure} % of five minutes`,
              'centrala preflight',
            ),
          ]
        : []),
      ...(killed.length > 0
        ? [finding('memory-exhausted', 'critical', killed.at(-1) ?? '', 'centrala preflight')]
        : []),
    ];
  },
};

const size: Check = {
  name: 'size',
  async look(box) {
    const name = /^CENTRALA_PROFILE=(\w+)$/m.exec(box.read('/etc/centrala/profile.env') ?? '')?.[1];
    const profile = profileNames.find((each) => each === name);
    if (!profile)
      return [finding('profile-missing', 'critical', 'no profile has been applied', 'centrala profile apply mini')];
    const refusals = preflight(sizingOf(PROFILES[profile]), await readHardware(box)).filter(
      ({ severity }) => severity === 'refusal',
    );
    if (refusals.length === 0) return [];
    const lacking = refusals.map(({ has, needs }) => `${has} instead of ${needs}`).join(', ');
    return [finding('machine-too-small', 'warning', `profile ${profile}: ${lacking}`, 'centrala preflight')];
  },
};

const restart: Check = {
  name: 'restart',
  look: async (box) =>
    box.exists('/run/reboot-required')
      ? [finding('restart-due', 'notice', 'updates wait for a restart of the machine', 'systemctl reboot')]
      : [],
};

const names: Check = {
  name: 'names',
  async look(box) {
    const name = (box.read('/etc/hostname') ?? '').trim();
    const { code } = await box.run('getent', ['hosts', name]);
    return code === 0
      ? []
      : [finding('name-not-resolved', 'warning', `${name} has no address`, 'centrala configure names')];
  },
};

const encryption: Check = {
  name: 'encryption',
  async look(box) {
    if (!box.exists(ROOT_PARTITION)) return [];
    const slots = await keySlots(box);
    if (slots.length === 0)
      return [finding('disk-not-encrypted', 'critical', 'the root partition is no LUKS volume', 'systemctl reboot')];
    const { out } = await box.run('cryptsetup', ['luksDump', ROOT_PARTITION]);
    return [
      ...(out.includes('online-reencrypt')
        ? [finding('encryption-unfinished', 'critical', 'the encryption was interrupted', 'systemctl reboot')]
        : []),
      ...(slots.length < 2
        ? [
            finding(
              'recovery-key-missing',
              'warning',
              `the volume has ${slots.length} key`,
              'centrala disk recovery-key',
            ),
          ]
        : []),
    ];
  },
};

/** What the hardware and Debian give. */
export const MACHINE_CHECKS: readonly Check[] = [
  space('disk-full', 'pcent', 'Blocks'),
  space('inodes-exhausted', 'ipcent', 'Inodes'),
  clock,
  failedUnits,
  memory,
  size,
  restart,
  names,
  encryption,
];
