import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CallDetail } from '#contracts';
import { ErrorState, PageHeader, Skeleton, StatusChip } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { Session } from '../../platform/identity/session';
import { ClockTimePipe, InstantPipe, PhonePipe } from '../../platform/time/format-pipes';
import { secondsSince } from '../../platform/time/formats';
import { CallScripts } from '../../customers/scripts/call-scripts';
import { CallEvaluations } from '../quality/call-evaluations';
import { CallSurveys } from '../surveys/call-surveys';
import { RecordingPlayer } from '../recordings/recording-player';
import { MachineVerdict } from '../campaigns/machine-verdict';
import { callLook, outcomeTone, partyName } from './call-look';
import { CallTimeline } from './call-timeline';
import { RoutingWhy } from './routing-why';

/** One call: what it was, how it went, why it went so, and what it sounded like. */
@Component({
  selector: 'app-call-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    RouterLink,
    TranslocoDirective,
    ErrorState,
    MachineVerdict,
    PageHeader,
    Skeleton,
    StatusChip,
    ClockTimePipe,
    InstantPipe,
    PhonePipe,
    RecordingPlayer,
    CallEvaluations,
    CallScripts,
    CallSurveys,
    CallTimeline,
    RoutingWhy,
  ],
  templateUrl: './call-page.html',
  styleUrl: './call-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CallPage {
  /** From the address. */
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly problems = inject(ProblemText);
  private readonly session = inject(Session);
  protected readonly detail = resource({
    params: () => this.id(),
    loader: ({ params }) => this.api.get<CallDetail>(`/calls/${params}`),
  });
  private readonly colleagues = resource({
    loader: () => this.api.all<{ id: string; name: string }>('/agents').catch(() => []),
  });

  protected readonly callLook = callLook;
  protected readonly outcomeTone = outcomeTone;
  protected readonly partyName = partyName;
  protected readonly problem = computed(() => this.problems.of(this.detail.error()));
  protected readonly mayListen = computed(
    () => this.session.may('recordings.listen.all') || this.session.may('recordings.listen.own'),
  );
  protected readonly hasQuality = computed(
    () => this.session.has('quality-assurance') && this.session.may('quality.own'),
  );
  protected readonly hasScripts = computed(() => this.session.has('scripter'));
  protected readonly maySurveys = computed(() => this.session.may('surveys.view'));
  protected readonly names = computed(() => {
    const detail = this.detail.hasValue() ? this.detail.value() : null;
    const known = (this.colleagues.hasValue() ? this.colleagues.value() : []).map(
      ({ id, name }) => [id, name] as const,
    );
    const decided = (detail?.decisions ?? []).flatMap(({ names }) => Object.entries(names));
    const { queue, agent } = detail?.call ?? {};
    const own = [queue, agent].flatMap((named) => (named ? [[named.id, named.name] as const] : []));
    return new Map<string, string>([...known, ...decided, ...own]);
  });

  protected talkSeconds({ answeredAt, endedAt }: CallDetail['call']): number {
    return answeredAt ? secondsSince(answeredAt, endedAt ? Date.parse(endedAt) : Date.now()) : 0;
  }
}
