import type { ContactImport } from '#contracts';
import type { Tone } from '../../../../ui';

/** How an import's state looks: what goes wrong or waits for a person stands out. */
export function toneOf({ state, refused }: Pick<ContactImport, 'state' | 'refused'>): Tone {
  switch (state) {
    case 'uploaded':
      return 'ring';
    case 'running':
    case 'cancelling':
    case 'undoing':
      return 'busy';
    case 'done':
      return refused > 0 ? 'warn' : 'ok';
    case 'failed':
      return 'bad';
    case 'cancelled':
    case 'undone':
      return 'quiet';
  }
}
