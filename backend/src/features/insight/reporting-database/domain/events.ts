import type { DomainEvent } from '../../../../kernel/journal';

interface Who {
  readonly reportingUserId: string;
  readonly login: string;
}

export type ReportingUserAdded = DomainEvent<'ReportingUserAdded', Who & { readonly purpose: string }>;
/** The password before it is refused from now on. */
export type ReportingPasswordRotated = DomainEvent<'ReportingPasswordRotated', Who>;
export type ReportingUserRemoved = DomainEvent<'ReportingUserRemoved', Who>;
/** An administrator has the reporting database filled anew. */
export type ReportingRebuildOrdered = DomainEvent<'ReportingRebuildOrdered', Record<never, never>>;
