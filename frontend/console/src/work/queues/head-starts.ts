import { WORK_CHANNELS, type ChannelPriorities } from '#contracts';

/** Two channels that stand next to each other in the order. */
export interface HeadStart {
  readonly sooner: keyof ChannelPriorities;
  readonly later: keyof ChannelPriorities;
  /** So much longer the later one has to wait to come first, where the weight grows by one each second. */
  readonly seconds: number;
}

/** The channels from the heaviest to the lightest, each beside the next. */
export function headStarts(priorities: ChannelPriorities): readonly HeadStart[] {
  const order = [...WORK_CHANNELS].sort((a, b) => priorities[b] - priorities[a]);
  return order.slice(1).map((later, index) => {
    const sooner = order[index] ?? later;
    return { sooner, later, seconds: priorities[sooner] - priorities[later] };
  });
}
