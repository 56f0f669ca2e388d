import { namedId } from '../../calls';

/** Derived, so that the same event told twice makes one callback, and the same attempt one call. */
export const callbackIdOf = (callId: string, queueId: string): string =>
  namedId(`callback after ${callId} in ${queueId}`);
export const attemptIdOf = (callbackId: string, place: number): string => namedId(`attempt ${place} of ${callbackId}`);
