import type { AgentView, CallView, QueueView } from '#contracts';

const URGENCY: Readonly<Record<AgentView['status'], number>> = {
  reserved: 0,
  busy: 1,
  'wrap-up': 2,
  ready: 3,
  'not-ready': 4,
  offline: 5,
};

/** Who works first, then who is free, then who is away; by name within. */
export const byUrgency = (a: AgentView, b: AgentView): number =>
  URGENCY[a.status] - URGENCY[b.status] || a.name.localeCompare(b.name);

export interface Figures {
  readonly waiting: number;
  readonly ready: number;
  readonly busy: number;
  /** 0–1; null before the first call of the day. */
  readonly serviceLevel: number | null;
}

/** The four numbers that a supervisor looks at first. The service level is weighted by calls, not averaged over queues. */
export function figuresOf(agents: readonly AgentView[], queues: readonly QueueView[]): Figures {
  const sum = (value: (queue: QueueView) => number) => queues.reduce((total, queue) => total + value(queue), 0);
  const judged = sum(({ today }) => today.answered + today.abandoned);
  const inTime = sum(({ today }) => today.answeredInTime);
  return {
    waiting: sum(({ waiting }) => waiting),
    ready: agents.filter(({ status }) => status === 'ready').length,
    busy: agents.filter(({ status }) => status === 'busy' || status === 'reserved').length,
    serviceLevel: judged > 0 ? inTime / judged : null,
  };
}

const plain = (text: string | null): string => (text ?? '').toLowerCase();

export const matchesAgent =
  (search: string) =>
  ({ name, login, extension }: AgentView): boolean =>
    [name, login, extension].some((text) => plain(text).includes(plain(search)));

export const matchesCall =
  (search: string) =>
  ({ number, displayName, contact, agent, queue }: CallView): boolean =>
    [
      number,
      displayName,
      contact && `${contact.firstName} ${contact.lastName}`,
      agent?.name ?? null,
      queue?.name ?? null,
    ].some((text) => plain(text).includes(plain(search)));
