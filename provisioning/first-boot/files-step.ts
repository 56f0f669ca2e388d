import type { WriteOptions } from '../../appliance/box';
import type { Step, StepContext } from './step';

export interface WantedFile extends WriteOptions {
  readonly path: string;
  readonly content: string;
}

/** A step that is nothing but files with a content, and programs that have to be told of a change. */
export function filesStep(what: {
  readonly name: string;
  readonly title: string;
  readonly files: (context: StepContext) => readonly WantedFile[] | Promise<readonly WantedFile[]>;
  /** Throws StepRefused when the answers cannot be followed. */
  readonly examine?: (context: StepContext) => Promise<void>;
  /** After the files were written. */
  readonly announce?: (context: StepContext) => Promise<void>;
}): Step {
  const { name, title, files, examine, announce } = what;
  return {
    name,
    title,
    check: async (context) => (await files(context)).every(({ path, content }) => context.box.read(path) === content),
    apply: async (context) => {
      await examine?.(context);
      for (const { path, content, ...options } of await files(context)) context.box.write(path, content, options);
      await announce?.(context);
    },
    undo: async (context) => {
      for (const { path } of await files(context)) context.box.remove(path);
    },
  };
}
