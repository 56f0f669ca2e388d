import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { DIAL_HOLDS, RECORD_CLASSES, type CampaignRecord, type RecordWhy } from '#contracts';
import { ErrorState, PageHeader, Skeleton, StatusChip } from '../../../../ui';
import { names, type Named } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { InstantPipe, PhonePipe } from '../../platform/time/format-pipes';
import { planRecontact } from '../../customers/recontacts/plan-recontact-dialog';
import { MachineVerdict } from './machine-verdict';
import { personOf } from './campaign-records-page';
import { RecordTerms } from './record-terms';

/** One record of a campaign: what keeps it from being called now, and what every attempt was decided from. */
@Component({
  selector: 'app-campaign-record-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    RouterLink,
    TranslocoDirective,
    ErrorState,
    MachineVerdict,
    PageHeader,
    RecordTerms,
    Skeleton,
    StatusChip,
    InstantPipe,
    PhonePipe,
  ],
  templateUrl: './campaign-record-page.html',
  styleUrl: './campaign-record-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CampaignRecordPage {
  readonly id = input.required<string>();
  readonly recordId = input.required<string>();
  private readonly api = inject(Api);
  private readonly dialog = inject(MatDialog);
  private readonly problems = inject(ProblemText);
  private readonly session = inject(Session);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly mayOpenCalls = this.session.may('calls.history.all');
  protected readonly mayPlan = this.session.has('recontacts') && this.session.may('recontacts.view');
  protected readonly mayManage = this.session.may('records.manage');
  protected readonly agents = names<Named>('/agents', ({ name }) => name);
  protected readonly why = resource({
    params: () => ({ id: this.id(), recordId: this.recordId() }),
    loader: ({ params: { id, recordId } }) => this.api.get<RecordWhy>(`/campaigns/${id}/records/${recordId}/why`),
  });
  /** Who it is, for those who may see records. */
  private readonly record = resource({
    params: () => (this.session.may('records.view') ? this.recordId() : undefined),
    loader: ({ params }) => this.api.get<CampaignRecord>(`/records/${params}`),
  });
  protected readonly contact = computed(() => (this.record.hasValue() ? this.record.value().contact : null));
  protected readonly title = computed(() => {
    const contact = this.contact();
    return contact ? personOf(contact) : this.vocabulary.word('campaigns', 'record');
  });
  protected readonly problem = computed(() => this.problems.of(this.why.error()));

  protected callAgain(contactId: string): void {
    const data = { contactId, recordId: this.recordId(), name: this.title() };
    planRecontact(this.dialog, data, () => this.why.reload());
  }

  /** A record is closed by what kept it back for good, or by the rule of its last attempt. */
  protected closed(because: string): string {
    const family = DIAL_HOLDS.some((hold) => hold === because) ? 'dialHolds' : 'closedBecause';
    return this.vocabulary.word(family, because);
  }

  /** What the attempt was decided from, as journalled, in words. */
  protected decision({ why }: RecordWhy['attempts'][number]): string {
    const { shares, priority, attemptsToday, relationship } = why as {
      shares?: Record<string, number>;
      priority?: number;
      attemptsToday?: number;
      relationship?: { agentId: string; how: string } | null;
    };
    const parts = shares
      ? [RECORD_CLASSES.map((each) => `${this.word('recordClasses', each)} ${shares[each] ?? 0}%`).join(', ')]
      : [];
    if (priority !== undefined) parts.push(`${this.word('campaigns', 'priority')} ${priority}`);
    if (attemptsToday !== undefined) parts.push(`${this.word('campaigns', 'attemptsBefore')} ${attemptsToday}`);
    if (relationship)
      parts.push(`${this.word('relationshipKept', relationship.how)}: ${this.agents.nameOf(relationship.agentId)}`);
    return parts.join(' · ');
  }

  private word = (family: string, value: string): string => this.vocabulary.word(family, value);
}
