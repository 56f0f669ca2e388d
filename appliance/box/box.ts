/** How a program ended: its exit code (null when it was ended or could not be started) and what it said. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  /** Goes to the program's standard input: the way of secrets, which must not be seen among the arguments. */
  readonly input?: string;
  /** Ended after this time; two minutes unless said otherwise. */
  readonly timeoutMs?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export interface WriteOptions {
  /** Octal, 0o644 unless said otherwise. */
  readonly mode?: number;
  /** `user:group`; root's unless said otherwise. */
  readonly owner?: string;
}

/**
 * The machine that we stand on: its files and its programs. Paths are absolute. Everything of the appliance that touches
 * the machine goes through one of these, so tests give one that has nothing but what they say.
 */
export interface Box {
  /** Whether we are root, and so may become others. */
  readonly isRoot: boolean;
  /** Text of a file, or undefined when there is none. */
  read(path: string): string | undefined;
  /** Whole or not at all, and on the disk when it returns; folders are made. */
  write(path: string, content: string, options?: WriteOptions): void;
  exists(path: string): boolean;
  /** Names in a folder, sorted; none when there is no folder. */
  list(path: string): readonly string[];
  /** Permission bits (0o777 masked) or undefined. */
  mode(path: string): number | undefined;
  remove(path: string): void;
  /** Runs a program with arguments, never through a shell. Resolves whatever happens. */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<Ran>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Random bytes of the kernel. */
  random(bytes: number): Buffer;
}

/** A program that had to succeed did not. */
export class ProgramFailed extends Error {
  constructor(
    readonly program: string,
    readonly ran: Ran,
  ) {
    super(`${program} ended with ${ran.code ?? 'a signal'}: ${(ran.err || ran.out).trim().slice(-2_000)}`);
    this.name = 'ProgramFailed';
  }
}

/** Runs a program that has to succeed; its output. Throws ProgramFailed. */
export async function mustRun(
  box: Box,
  program: string,
  args: readonly string[],
  options?: RunOptions,
): Promise<string> {
  const ran = await box.run(program, args, options);
  if (ran.code !== 0) throw new ProgramFailed(program, ran);
  return ran.out;
}
