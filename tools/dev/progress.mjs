import { performance } from 'node:perf_hooks';

const STILL_EVERY_MS = 15_000;

const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/** What went wrong, where it is written down, and what to do about it. */
export class StepFailure extends Error {
  constructor(what, { log, todo, output } = {}) {
    super(what);
    this.log = log;
    this.todo = todo;
    this.output = output;
  }
}

/** Lines with the time since the start; a long step says every 15 s that it is still at it. */
export class Progress {
  #started = performance.now();
  #write;

  constructor(write = (line) => process.stdout.write(`${line}\n`)) {
    this.#write = write;
  }

  elapsed() {
    return performance.now() - this.#started;
  }

  say(text) {
    this.#write(`${seconds(this.elapsed()).padStart(8)}  ${text}`);
  }

  /** Runs `work`, saying when it starts and how long it took. */
  async step(name, work) {
    const began = performance.now();
    this.say(`${name} …`);
    const still = setInterval(() => this.say(`${name}: still at it`), STILL_EVERY_MS);
    try {
      const result = await work();
      this.say(`${name}: done in ${seconds(performance.now() - began)}`);
      return result;
    } catch (error) {
      this.say(`${name}: FAILED after ${seconds(performance.now() - began)}`);
      throw error;
    } finally {
      clearInterval(still);
    }
  }
}

/** Prints a failure so that a person knows the next step. */
export function explain(error, write = (line) => process.stderr.write(`${line}\n`)) {
  write('');
  if (!(error instanceof StepFailure) && !error.help) return write(error.stack ?? String(error));
  write(`FAILED: ${error.message}`);
  if (error.output) write(indent(error.output));
  if (error.log) write(`Log:    ${error.log}`);
  const todo = error.todo ?? error.help;
  if (todo) write(`To do:  ${todo}`);
}

const indent = (text) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `        ${line}`)
    .join('\n');
