import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Trunk } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import { config } from '../../../../platform/config';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { secretsArea } from '../../../../platform/secrets';
import { SWITCH, type Switch, type TrunkLine, type TrunkLineResult } from '../../switch';
import { ChannelStore, type HandedLine } from '../data/channel.store';
import { openPassword } from '../data/sealed-password';
import { TrunkStore } from '../data/trunk.store';

interface Handed {
  readonly trunk: Trunk;
  readonly line: TrunkLine | null;
}

/** Gives the switch the trunks as they stand, and notes what became of each. Safe to repeat at any time. */
@Injectable()
export class HandOverTrunks {
  private readonly logger = new Logger('trunks');

  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly trunks: TrunkStore,
    private readonly channels: ChannelStore,
    @Inject(SWITCH) private readonly port: Switch,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const handed = await this.read();
    const outcome = await this.port.configureTrunks(
      handed.flatMap(({ line, trunk }) => (line && trunk.active ? [line] : [])),
    );
    // Without a connection nothing was done: the next one begins with all of it.
    if (!outcome.ok) return this.logger.warn(`The switch did not take the trunks: ${outcome.refusal.code}`);
    const results = new Map(outcome.value.map((result) => [result.name, result]));
    await this.database.transaction(async (tx) => {
      for (const each of handed) await this.note(tx, each, results.get(each.trunk.name));
    });
  }

  private async read(): Promise<Handed[]> {
    const tx = this.database.read;
    const [trunks, sealed] = [await this.trunks.all(tx), await this.trunks.sealed(tx)];
    return trunks.map((trunk) => ({ trunk, line: lineOf(trunk, sealed.get(trunk.name)) }));
  }

  private async note(tx: Transaction, { trunk, line }: Handed, result: TrunkLineResult | undefined): Promise<void> {
    const at = this.clock.now();
    const { name, version } = trunk;
    const outcome = line === null ? UNREADABLE : result?.result === 'refused' ? refusedAs(result) : APPLIED;
    const handed: HandedLine = { version, at, ...outcome };
    // `trying` is overtaken by what the switch tells next, which may have come already.
    if (result?.result === 'applied' && result.now !== 'trying') await this.channels.setState(tx, name, result.now, at);
    if (!(await this.channels.setLine(tx, name, handed))) return;
    const { at: _at, ...told } = handed;
    const event = { type: 'TrunkHandedOver', data: { name, nodeId: this.port.nodeId, ...told } };
    await this.journal.append(tx, `trunk-${name}`, [event], bySystem('switch', `trunk ${name}`, at));
  }
}

type Noted = Omit<HandedLine, 'version' | 'at'>;
const APPLIED: Noted = { result: 'applied', reason: null, detail: null };
const UNREADABLE: Noted = { result: 'refused', reason: 'password-unreadable', detail: null };
const refusedAs = ({ reason, detail }: Extract<TrunkLineResult, { result: 'refused' }>): Noted => ({
  result: 'refused',
  reason,
  detail,
});

/** Null: its password was sealed with another secret. */
function lineOf(trunk: Trunk, sealed: Buffer | undefined): TrunkLine | null {
  const { name, host, port, transport, authentication, username: user, addresses, codecs, pings } = trunk;
  const line = { name, host, port, transport, addresses, codecs, pings };
  if (authentication === 'address') return { ...line, account: null };
  try {
    const password = sealed ? openPassword(sealed, name, config(secretsArea).secret) : '';
    return { ...line, account: { user, password } };
  } catch {
    // The seal says only that it does not open; the page names what is to be done.
    return null;
  }
}
