import type { WhatIfState } from '#contracts';
import type { Tone } from '../../../../ui';

export const STATE_TONES: Readonly<Record<WhatIfState, Tone>> = {
  waiting: 'quiet',
  running: 'busy',
  done: 'ok',
  failed: 'bad',
  cancelled: 'quiet',
};

export const percentText = (share: number): string => `${Math.round(share * 100)} %`;
export const secondsText = (seconds: number): string => `${Math.round(seconds)} s`;
