import { Injectable } from '@nestjs/common';
import type { DomainEvent, EventMeta } from '../../../../kernel/journal';
import { accepted, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import type { DesiredFile } from '../data/desired-file';

export interface DesiredChange<T extends { readonly name: string }, R extends Refusal> {
  readonly file: DesiredFile<T>;
  /** Streams of the journal are `<kind>-<name>`. */
  readonly kind: string;
  readonly decide: (present: readonly T[]) => Outcome<readonly T[], R>;
  readonly event: DomainEvent<string, { readonly name: string }>;
}

/** Changes what the machine shall be like, one change at a time, whichever process makes it: the file is read and written whole. */
@Injectable()
export class ChangeDesired {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
  ) {}

  /** The name of what was changed. The file is written last: when that fails the journal says nothing either. */
  make<T extends { readonly name: string }, R extends Refusal>(
    { file, kind, decide, event }: DesiredChange<T, R>,
    meta: EventMeta,
  ): Promise<Outcome<string, R>> {
    return this.database.transaction(async (tx) => {
      await tx.query('select pg_advisory_xact_lock(hashtext($1))', [file.name]);
      const decided = decide(await file.read());
      if (!decided.ok) return decided;
      await this.journal.append(tx, `${kind}-${event.data.name}`, [event], meta);
      await file.write(decided.value);
      return accepted(event.data.name);
    });
  }
}
