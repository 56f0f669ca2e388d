import type { SwitchCommand } from '../../switch';
import type { SupervisionEvent } from './supervision-events';

/** How long a supervisor's own phone rings. */
const RING_SECONDS = 15;

/** What the switch has to do because of a supervision; `id` is of the event's own place in the journal. */
export function supervisionOrder(event: SupervisionEvent, id: string): SwitchCommand | null {
  const { nodeId, legId } = event.data;
  const common = { id, nodeId, legId };
  switch (event.type) {
    case 'SupervisionStarted': {
      const { targetLegId, extension, mode } = event.data;
      return {
        ...common,
        type: 'SuperviseLeg',
        callId: null,
        targetLegId,
        to: { kind: 'extension', extension },
        callerId: { number: extension },
        ringSeconds: RING_SECONDS,
        mode,
      };
    }
    case 'SupervisionModeChanged':
      return { ...common, type: 'ChangeSupervision', mode: event.data.to };
    case 'SupervisionTakeOverOrdered':
      return { ...common, type: 'StopSupervising' };
    case 'SupervisionEnded':
      return event.data.hangUp ? { ...common, type: 'StopSupervising' } : null;
    case 'SupervisionRang':
    case 'SupervisionAnswered':
      return null;
  }
}
