import type { GoldenName } from './golden-stream';
import type { SimulatedWorld } from './simulated-world';
import type { SwitchModel } from './switch-model';

/** What a captured run did, done again on the virtual clock. Times are milliseconds from the first captured event. */
export interface Stage {
  readonly world: SimulatedWorld;
  readonly model: SwitchModel;
  readonly at: (ms: number) => Promise<void>;
  readonly api: (line: string) => string;
  readonly job: (line: string) => void;
  /** The capture began here; what was before is not compared. */
  readonly begin: () => void;
  readonly execute: (leg: string, application: string, argument?: string) => void;
}

export interface GoldenScript {
  readonly name: GoldenName;
  play(stage: Stage): Promise<void>;
  /** Legs of the capture that did what we never do (outbound sockets, applications that we do not use). */
  readonly without?: readonly string[];
}

export const PATIENT = { patienceMs: 1e9, talkMs: 1e9, digits: '' };

export const inbound = (stage: Stage, to = '22100', extra: Readonly<Record<string, string>> = {}): string =>
  stage.world.call({ from: '48600100200', to, name: 'Jan', trunk: 'trunk-pl-1', variables: extra }, PATIENT);

export const answersAfter = (stage: Stage, extension: string, ms: number): void =>
  stage.world.setPhone(extension, { kind: 'answers', afterMs: [ms, ms] });

export const uuid = (digit: string): string =>
  `${digit.repeat(8)}-${digit.repeat(4)}-4${digit.repeat(3)}-a${digit.repeat(3)}-${digit.repeat(12)}`;

export const originate = (leg: string, extension: string, variables = '', application = '&park()'): string =>
  `originate {origination_uuid=${leg},origination_caller_id_number=48600100200,origination_caller_id_name='Jan',originate_timeout=20${variables}}user/${extension}@127.0.0.1 ${application}`;
