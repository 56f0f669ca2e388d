import type { Box } from '../box';

/** What every command is given: the machine, the console, and who asks. */
export interface CommandContext {
  readonly box: Box;
  readonly out: (text: string) => void;
  /** Asks at the console; throws when nobody stands there. */
  readonly ask: (question: string, how?: { readonly hidden?: boolean }) => Promise<string>;
  /** Sets the exit code without ending what is still to be said. */
  readonly exit: (code: number) => void;
}

/** Text for a person, or the value as JSON. */
export function tell(context: CommandContext, json: boolean | undefined, value: unknown, text: () => string): void {
  context.out(json ? JSON.stringify(value, null, 2) : text());
}

/** Columns that are as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, index) => Math.max(most[index] ?? 0, cell.length)),
    [],
  );
  return rows
    .map((row) =>
      row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
