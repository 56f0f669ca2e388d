import type { Command } from 'commander';
import { runBackend } from '../../../provisioning';
import { tell, type CommandContext } from '../context';
import { sipLadder, timeline, type StoryEntry } from '../trace/ladder';

interface Decision {
  readonly at: string;
  readonly strategy: string;
  readonly words: readonly string[] | string;
}

interface Story {
  readonly call: { readonly id: string; readonly direction: string; readonly outcome: string | null };
  readonly timeline: readonly StoryEntry[];
  readonly decisions: readonly Decision[];
  readonly recordings: readonly { readonly state: string; readonly reason: string | null }[];
}

const lines = (words: Decision['words']): readonly string[] => (typeof words === 'string' ? [words] : words);
const decisionText = ({ at, words }: Decision): string => [at, ...lines(words).map((line) => `  ${line}`)].join('\n');

export function addTrace(program: Command, context: CommandContext): void {
  program
    .command('trace')
    .description('What happened to a call: its SIP ladder and its timeline, out of the journal')
    .argument('<call>', 'its id, or the number of the other party for the newest')
    .option('--json', 'for programs')
    .action(async (call: string, { json }: { json?: boolean }) => {
      const story = JSON.parse(await runBackend(context.box, 'support', ['trace', call])) as Story;
      const recordings = story.recordings.map(
        ({ state, reason }) => `recording: ${state}${reason ? `, ${reason}` : ''}`,
      );
      tell(context, json, story, () =>
        [
          `${story.call.id}  ${story.call.direction}  ${story.call.outcome ?? 'open'}`,
          '',
          ...sipLadder(story.timeline),
          '',
          ...timeline(story.timeline),
          ...recordings,
        ].join('\n'),
      );
    });
}

export function addWhy(program: Command, context: CommandContext): void {
  program
    .command('why')
    .description('Why an interaction went where it went: every routing decision, also those that found nobody')
    .argument('<interaction>', 'its id, or the number of the other party for the newest call')
    .option('--json', 'for programs')
    .action(async (interaction: string, { json }: { json?: boolean }) => {
      const decisions = JSON.parse(await runBackend(context.box, 'support', ['why', interaction])) as Decision[];
      tell(context, json, decisions, () => decisions.map(decisionText).join('\n') || 'No decision was made about it');
    });
}
