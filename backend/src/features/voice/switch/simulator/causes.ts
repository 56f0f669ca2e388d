/** ITU-T Q.850 values of the causes that the switch gives; its own inventions count as 16 (normal clearing). */
const Q850: Readonly<Record<string, number>> = {
  UNALLOCATED_NUMBER: 1,
  USER_BUSY: 17,
  NO_USER_RESPONSE: 18,
  NO_ANSWER: 19,
  SUBSCRIBER_ABSENT: 20,
  CALL_REJECTED: 21,
  DESTINATION_OUT_OF_ORDER: 27,
  NORMAL_TEMPORARY_FAILURE: 41,
  SWITCH_CONGESTION: 42,
};

export const q850Of = (cause: string): number => Q850[cause] ?? 16;

/** What a phone's or network's refusal becomes. */
const CAUSE_OF_STATUS: Readonly<Record<number, string>> = {
  404: 'UNALLOCATED_NUMBER',
  480: 'NO_USER_RESPONSE',
  486: 'USER_BUSY',
  503: 'NORMAL_TEMPORARY_FAILURE',
  603: 'CALL_REJECTED',
};

export const causeOfStatus = (status: number): string => CAUSE_OF_STATUS[status] ?? 'NORMAL_TEMPORARY_FAILURE';
