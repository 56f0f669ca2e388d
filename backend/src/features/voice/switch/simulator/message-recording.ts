import type { Channel } from './channel';
import { hangUp } from './channel-life';
import { begin, finish, startRecording, stopRecording, type Execution } from './channel-media';
import type { SwitchModel } from './switch-model';

/** Nobody may write there, on any machine: a file that cannot be opened ends the leg. */
const UNWRITABLE = /^\/proc\//;

/** `record <path> [longest] [energy] [silence]`: occupies the leg until it is over; the person on it speaks all the time. */
export function recordMessage(model: SwitchModel, channel: Channel, execution: Execution, then: () => void): void {
  const [path = '', longest = '3600'] = execution.argument.split(' ');
  if (UNWRITABLE.test(path)) return hangUp(model, channel, { cause: 'DESTINATION_OUT_OF_ORDER', by: 'near' });
  const ends = channel.variables.get('playback_terminators') ?? '*';
  const playback = begin(model, channel, execution, path);
  playback.sounding = false;
  startRecording(model, channel, path);
  playback.ended = () => void stopRecording(model, channel, path);
  const done = (): void => {
    finish(model, channel, 'done', '_none_');
    then();
  };
  playback.onDigit = (digit) => {
    if (ends.includes(digit)) done();
  };
  playback.cancel = model.afterFor(channel, Number(longest) * 1000, done);
}
