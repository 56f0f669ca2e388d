import { X509Certificate, createPrivateKey } from 'node:crypto';
import type { Box } from '../../box';
import { readUpdate } from '../update/state';
import type { Check, Finding, Severity } from './finding';

const finding = (code: string, severity: Severity, evidence: string, mend: string): Finding => ({
  code,
  severity,
  evidence,
  mend,
});

const DAY_MS = 86_400_000;
const CREDENTIALS = '/etc/centrala/credentials';

const certificate: Check = {
  name: 'certificate',
  async look(box) {
    const [pem, key] = [box.read('/etc/centrala/tls/server.pem'), box.read('/etc/centrala/tls/server.key')];
    const mend = 'centrala configure certificates';
    if (!pem || !key)
      return [finding('certificate-missing', 'critical', 'there is no certificate for the console', mend)];
    const parsed = new X509Certificate(pem);
    const days = Math.floor((Date.parse(parsed.validTo) - box.now()) / DAY_MS);
    return [
      ...(days < 21
        ? [
            finding(
              'certificate-expires',
              days < 3 ? 'critical' : 'warning',
              days < 0 ? `it ended ${-days} days ago` : `it ends in ${days} days`,
              mend,
            ),
          ]
        : []),
      ...(parsed.checkPrivateKey(createPrivateKey(key))
        ? []
        : [finding('certificate-mismatch', 'critical', 'the key is not that of the certificate', mend)]),
    ];
  },
};

const firewall: Check = {
  name: 'firewall',
  async look(box) {
    const { code, out } = await box.run('nft', ['list', 'table', 'inet', 'centrala']);
    const closed = code === 0 && /hook input[^\n]*policy drop/.test(out);
    return closed
      ? []
      : [
          finding(
            'firewall-off',
            'critical',
            'nftables does not refuse by default',
            'systemctl restart nftables.service',
          ),
        ];
  },
};

const passwords: Check = {
  name: 'ssh',
  async look(box) {
    const { out } = await box.run('sshd', ['-T']);
    return /^passwordauthentication yes$/m.test(out)
      ? [
          finding(
            'ssh-accepts-passwords',
            'critical',
            'sshd accepts passwords',
            'rm /etc/ssh/sshd_config.d/[!1]*.conf; systemctl reload ssh',
          ),
        ]
      : [];
  },
};

const secrets: Check = {
  name: 'secrets',
  look: async (box) =>
    box
      .list(CREDENTIALS)
      .filter((name) => ((box.mode(`${CREDENTIALS}/${name}`) ?? 0) & 0o077) !== 0)
      .map((name) =>
        finding('secret-readable', 'critical', `${name} can be read by others`, `chmod 600 ${CREDENTIALS}/${name}`),
      ),
};

interface BackupState {
  readonly at?: string;
  readonly verified?: { readonly at: string; readonly ok: boolean; readonly detail: string };
}

export const BACKUP_STATE = '/var/lib/centrala/backup/state.json';

const backup: Check = {
  name: 'backup',
  async look(box) {
    const state = JSON.parse(box.read(BACKUP_STATE) ?? '{}') as BackupState;
    const hours = state.at ? (box.now() - Date.parse(state.at)) / 3_600_000 : Infinity;
    return [
      ...(hours > 26
        ? [
            finding(
              'backup-old',
              'critical',
              state.at ? `the newest backup is of ${state.at}` : 'there is no backup',
              'centrala backup create',
            ),
          ]
        : []),
      ...(state.verified && !state.verified.ok
        ? [finding('backup-unusable', 'critical', state.verified.detail, 'centrala backup create --full')]
        : []),
    ];
  },
};

interface TunnelState {
  readonly peers: readonly { readonly name: string; readonly up: boolean; readonly lastError: string | null }[];
}

const tunnels: Check = {
  name: 'tunnels',
  async look(box) {
    const text = box.read('/var/lib/centrala/vpn/state.json');
    if (!text) return [];
    return (JSON.parse(text) as TunnelState).peers
      .filter(({ up }) => !up)
      .map(({ name, lastError }) =>
        finding('tunnel-down', 'warning', `${name}: ${lastError ?? 'no traffic yet'}`, `centrala vpn initiate ${name}`),
      );
  },
};

const update: Check = {
  name: 'update',
  async look(box) {
    const last = readUpdate(box);
    if (last?.outcome !== 'returned' && last?.outcome !== 'ill') return [];
    const said = last.log.map(({ text }) => text).slice(-2);
    const evidence = `${last.from} → ${last.to}: ${said.join('; ')}`;
    return [
      finding('update-returned', last.outcome === 'ill' ? 'critical' : 'warning', evidence, 'centrala update state'),
    ];
  },
};

const enforcement: Check = {
  name: 'apparmor',
  async look(box: Box) {
    const { code } = await box.run('aa-enabled', ['--quiet']);
    return code === 0
      ? []
      : [finding('apparmor-off', 'warning', 'AppArmor is not enforced', 'systemctl enable --now apparmor.service')];
  },
};

/** What protects the data. */
export const SAFETY_CHECKS: readonly Check[] = [
  certificate,
  firewall,
  passwords,
  secrets,
  backup,
  tunnels,
  update,
  enforcement,
];
