import { namedId } from './named-id';

/** The phone leg of an offer to one agent. */
export const legOfOffer = (offerId: string, agentId: string): string =>
  namedId(`leg of offer ${offerId} to ${agentId}`);
