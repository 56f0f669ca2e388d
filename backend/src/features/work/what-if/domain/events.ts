import type { StartWhatIf } from '#contracts';
import type { DomainEvent } from '../../../../kernel/journal';

export type WhatIfRequested = DomainEvent<'WhatIfRequested', StartWhatIf & { readonly runId: string }>;
export type WhatIfFinished = DomainEvent<
  'WhatIfFinished',
  { readonly runId: string; readonly compared: number; readonly different: number }
>;
export type WhatIfFailed = DomainEvent<'WhatIfFailed', { readonly runId: string; readonly problem: string }>;
export type WhatIfCancelled = DomainEvent<'WhatIfCancelled', { readonly runId: string }>;
export type WhatIfRemoved = DomainEvent<'WhatIfRemoved', { readonly runId: string; readonly name: string }>;

export type WhatIfEvent = WhatIfRequested | WhatIfFinished | WhatIfFailed | WhatIfCancelled | WhatIfRemoved;
