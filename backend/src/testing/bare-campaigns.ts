type Run = (sql: string, parameters: unknown[]) => Promise<unknown>;

/** Campaigns that records may belong to, and nothing else is known of. */
export async function bareCampaigns(run: Run, ...ids: readonly string[]): Promise<void> {
  await run(
    `insert into campaign (id, name, kind, priority, settings)
     select id, 'Kampania ' || right(id::text, 2), 'preview', 0, '{}' from unnest($1::uuid[]) as id`,
    [ids],
  );
}
