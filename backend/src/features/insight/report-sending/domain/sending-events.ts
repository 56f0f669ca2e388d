import type { DomainEvent } from '../../../../kernel/journal';

/** What people do with reports that are sent by themselves. Stream `reportschedule-<id>`. */
export type ReportScheduleSaved = DomainEvent<'ReportScheduleSaved', { scheduleId: string; schedule: object }>;
export type ReportScheduleRemoved = DomainEvent<'ReportScheduleRemoved', { scheduleId: string; name: string }>;
/** It is time to send one, or somebody wants it now. */
export type ReportDue = DomainEvent<'ReportDue', { scheduleId: string; dueAt: string; because: 'time' | 'now' }>;

export type SendingEvent = ReportScheduleSaved | ReportScheduleRemoved | ReportDue;
