import { createHash } from 'node:crypto';
import type { Box, Ran, RunOptions } from './box';

export type Answer = Partial<Ran> | string | ((args: readonly string[], options: RunOptions) => Partial<Ran> | string);

/** A machine in memory: files as given, programs that answer as told; whatever else is run is not there. */
export class FakeBox implements Box {
  readonly files = new Map<string, { content: string; mode: number }>();
  readonly ran: { program: string; args: readonly string[]; input?: string }[] = [];
  readonly isRoot: boolean = true;
  clock = Date.parse('2026-11-29T12:00:00Z');
  private drawn = 0;

  constructor(
    files: Readonly<Record<string, string>> = {},
    readonly programs: Record<string, Answer> = {},
  ) {
    for (const [path, content] of Object.entries(files)) this.write(path, content);
  }

  read(path: string): string | undefined {
    return this.files.get(path)?.content;
  }

  write(path: string, content: string, { mode = 0o644 } = {}): void {
    this.files.set(path, { content, mode });
  }

  exists(path: string): boolean {
    return this.files.has(path) || this.list(path).length > 0;
  }

  list(path: string): readonly string[] {
    const below = [...this.files.keys()].filter((each) => each.startsWith(`${path}/`));
    return [...new Set(below.map((each) => each.slice(path.length + 1).split('/')[0] ?? ''))].sort();
  }

  mode(path: string): number | undefined {
    return this.files.get(path)?.mode;
  }

  remove(path: string): void {
    for (const each of [...this.files.keys()])
      if (each === path || each.startsWith(`${path}/`)) this.files.delete(each);
  }

  /** The longest told beginning of `program args…` answers. */
  async run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
    this.ran.push({ program, args, ...(options.input !== undefined && { input: options.input }) });
    const line = [program, ...args].join(' ');
    const told = Object.keys(this.programs).filter((each) => line === each || line.startsWith(`${each} `));
    const key = told.sort((a, b) => b.length - a.length)[0];
    if (key === undefined) return { code: null, out: '', err: `${program}: not found` };
    const answer = this.programs[key] ?? '';
    const given = typeof answer === 'function' ? answer(args, options) : answer;
    return { code: 0, out: '', err: '', ...(typeof given === 'string' ? { out: given } : given) };
  }

  now(): number {
    return this.clock;
  }

  random(bytes: number): Buffer {
    this.drawn += 1;
    const blocks = Math.ceil(bytes / 32);
    const hashes = Array.from({ length: blocks }, (_, index) =>
      createHash('sha256').update(`${this.drawn}/${index}`).digest(),
    );
    return Buffer.concat(hashes).subarray(0, bytes);
  }
}
