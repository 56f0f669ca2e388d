import type { Transaction } from '../../../../platform/database';

/** A user of a rehearsal, which is undone: nobody can sign in as him. */
export async function insertStranger(tx: Transaction, id: string): Promise<void> {
  await tx.query(
    `insert into app_user (id, subject, login, first_name, last_name, email, role, state, language, created_at)
     values ($1, $2, $2, 'Check', 'Check', $2, 'agent', 'active', 'en', now())`,
    [id, `check-${id}@check.invalid`],
  );
}
