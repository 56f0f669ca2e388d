import type { AgentStatus, NotReadyReason } from '#contracts';
import type { Tone } from '../../../../ui';
import type { IconName } from '../../platform/look/icons';

interface Look {
  readonly tone: Tone;
  readonly icon: IconName;
}

const LOOKS: Readonly<Record<AgentStatus, Look>> = {
  offline: { tone: 'quiet', icon: 'offline' },
  'not-ready': { tone: 'warn', icon: 'not-ready' },
  ready: { tone: 'ok', icon: 'ready' },
  reserved: { tone: 'ring', icon: 'reserved' },
  busy: { tone: 'busy', icon: 'busy' },
  'wrap-up': { tone: 'after', icon: 'wrap-up' },
};

const REASON_ICONS: Partial<Record<NotReadyReason, IconName>> = {
  break: 'break',
  lunch: 'lunch',
  training: 'training',
  'back-office': 'back-office',
  'missed-offer': 'missed',
  'phone-unreachable': 'offline',
  supervisor: 'user',
};

export const reasonIcon = (reason: NotReadyReason | null): IconName => (reason && REASON_ICONS[reason]) || 'not-ready';

/** How a status looks everywhere: its meaning's colour and icon. */
export function agentLook({ status, reason }: { status: AgentStatus; reason: NotReadyReason | null }): Look {
  return status === 'not-ready' ? { ...LOOKS[status], icon: reasonIcon(reason) } : LOOKS[status];
}

/** Key of the status's words. */
export const agentWords = ({ status, reason }: { status: AgentStatus; reason: NotReadyReason | null }): string =>
  status === 'not-ready' && reason ? `reasons.${reason}` : `statuses.${status}`;
