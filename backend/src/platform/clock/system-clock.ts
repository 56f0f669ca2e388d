import { Injectable } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import type { Cancel, Clock, Instant } from '../../kernel/clock';

/** A Node timer takes at most 2^31 − 1 ms; and looking again each minute is how a jump of the wall clock is noticed. */
const longestWait = 60_000;

/** A clock that was set back while we were down is caught up with like any other; one that was wrong by more is not. */
const longestStepBack = 2 * 3_600_000;

/** Where the time comes from and how to wait for it; replaced in tests of the clock itself. */
export interface TimeSource {
  wall(): number;
  monotonic(): number;
  wait(ms: number, then: () => void): Cancel;
}

const nodeTime: TimeSource = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  wait: (ms, then) => {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * The time of day, steadied: between two readings it advances by the monotonic clock, so that a jump of the wall clock
 * (an NTP step, an administrator, a suspended machine) neither fires every timer at once nor makes a duration negative.
 * A difference to the wall clock is made up by running at most 10 % faster or slower.
 */
@Injectable()
export class SystemClock implements Clock {
  private steadyAt: number;
  private measuredAt: number;

  /** `after`: the newest time that a former process has written down. */
  constructor(
    private readonly time: TimeSource = nodeTime,
    after = 0,
  ) {
    const wall = time.wall();
    this.steadyAt = after - wall > longestStepBack ? wall : Math.max(wall, after);
    this.measuredAt = time.monotonic();
  }

  now(): Instant {
    const monotonic = this.time.monotonic();
    const elapsed = Math.max(0, monotonic - this.measuredAt);
    const behind = this.time.wall() - (this.steadyAt + elapsed);
    const correction = Math.sign(behind) * Math.min(Math.abs(behind), elapsed / 10);
    this.steadyAt += elapsed + correction;
    this.measuredAt = monotonic;
    return Math.floor(this.steadyAt);
  }

  wall(): Instant {
    return Math.floor(this.time.wall());
  }

  wakeAt(at: Instant, wake: () => void): Cancel {
    let stop: Cancel = () => undefined;
    const arm = () => {
      const wait = Math.min(Math.max(0, at - this.now()), longestWait);
      stop = this.time.wait(wait, () => (this.now() >= at ? wake() : arm()));
    };
    arm();
    return () => stop();
  }
}
