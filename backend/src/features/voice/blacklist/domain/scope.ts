/** Campaigns in the form that is stored and compared: each once, in order. None: the whole platform. */
export const scopeOf = (campaignIds: readonly string[]): string[] =>
  [...new Set(campaignIds.map((id) => id.toLowerCase()))].sort();

/** Whether an entry stands against a call of this campaign; null: a call of none, which only entries of the whole platform forbid. */
export const holdsFor = (
  { campaignIds }: { readonly campaignIds: readonly string[] },
  campaignId: string | null,
): boolean => campaignIds.length === 0 || (campaignId !== null && campaignIds.includes(campaignId));
