import type { Cancel, Clock } from '../../../../kernel/clock';
import type { TrunkFiles } from '../freeswitch/trunks/trunk-files';
import { installApplications } from './applications';
import { EslServer } from './esl-server';
import { Faults } from './faults';
import { SimulatedWorld, type SimulatedDisk } from './simulated-world';
import { readTrunks } from './simulated-trunks';
import type { SoundOut } from './sound-out';
import { SwitchModel } from './switch-model';

export interface SimulatedSwitchOptions {
  readonly clock: Clock;
  readonly seed: number;
  readonly password: string;
  readonly disk?: SimulatedDisk;
  /** What its configuration includes of trunks; absent: nothing. */
  readonly trunkFiles?: TrunkFiles | null;
  /** Where the sound of legs goes that are listened to; absent: nowhere. */
  readonly sound?: SoundOut;
  /** The switch tells that it lives so often; 20 s like the real one. */
  readonly heartbeatMs?: number;
}

/** A whole simulated switch: model, people, event socket, faults. */
export class SimulatedSwitch {
  readonly faults = new Faults();
  readonly model: SwitchModel;
  readonly world: SimulatedWorld;
  readonly server: EslServer;
  readonly trunkFiles: TrunkFiles | null;
  private cancelHeartbeat: Cancel = () => undefined;
  private cancelReturn: Cancel = () => undefined;

  constructor(private readonly options: SimulatedSwitchOptions) {
    this.world = new SimulatedWorld(() => this.model, options.disk, options.sound);
    this.model = new SwitchModel(options.clock, options.seed, this.faults, this.world);
    this.trunkFiles = options.trunkFiles ?? null;
    this.model.trunkFiles = this.trunkFiles;
    installApplications(this.model);
    this.server = new EslServer(this.model, options.password);
  }

  /** Takes connections on a loopback port (0: any); its number. */
  async listen(port = 0): Promise<number> {
    const bound = await this.server.listen(port);
    readTrunks(this.model);
    this.heartbeat();
    return bound;
  }

  /** The event socket breaks for so long. Calls go on; what happens meanwhile is never told. */
  dropConnections(ms: number): void {
    this.server.drop();
    this.returnAfter(ms);
  }

  /** The process is killed: every leg is gone without a word; it is back after `ms` as a new run. */
  kill(ms = 2000): void {
    this.server.drop();
    this.model.restart();
    readTrunks(this.model);
    this.world.forgetCalls();
    this.returnAfter(ms);
  }

  async stop(): Promise<void> {
    this.cancelHeartbeat();
    this.cancelReturn();
    await this.server.close();
    this.model.stop();
  }

  private returnAfter(ms: number): void {
    const { clock } = this.options;
    this.cancelReturn();
    this.cancelReturn = clock.wakeAt(clock.now() + ms, () => this.server.allow());
  }

  private heartbeat(): void {
    const { clock, heartbeatMs = 20_000 } = this.options;
    this.cancelHeartbeat = clock.wakeAt(clock.now() + heartbeatMs, () => {
      this.model.emit('HEARTBEAT', {
        'Up-Time': `${Math.floor((clock.now() - this.model.startedAt) / 1000)} seconds`,
        'Session-Count': String(this.model.channels.size),
        'Idle-CPU': '100.000000',
      });
      this.heartbeat();
    });
  }
}
