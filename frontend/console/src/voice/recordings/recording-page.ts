import type { ElementRef } from '@angular/core';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  inject,
  input,
  linkedSignal,
  resource,
  signal,
  viewChild,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { MatTooltipModule } from '@angular/material/tooltip';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { CallDetail, RecordingDetail, TimelineEntry } from '#contracts';
import { ErrorState, PageHeader, Skeleton, StatusChip } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { Toasts } from '../../platform/look/toasts';
import { ClockTimePipe, InstantPipe, PhonePipe } from '../../platform/time/format-pipes';
import { MachineVerdict } from '../campaigns/machine-verdict';
import { timelineParams } from '../calls/call-timeline';
import { sentenceOf } from '../calls/timeline-sentence';
import { askReason } from './reason-dialog';
import { RecordingComments } from './recording-comments';
import { RecordingFacts } from './recording-facts';
import { recordingParty, recordingTone } from './recording-look';
import { RecordingWave } from './recording-wave';

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;
const STEP_SECONDS = 5;
/** Steps of a call that one wants to hear. */
const HEARD = new Set([
  'CallConnected',
  'CallHeld',
  'CallResumed',
  'CallRecordingStarted',
  'CallRecordingPaused',
  'CallRecordingResumed',
  'CallTransferred',
  'CallConsultStarted',
  'CallReturnedToCaller',
  'CallTransferCompleted',
  'CallConferenced',
  'CallHungUp',
]);

/** One recording: both sides as waves, the steps of its call to jump to, and what people say about it. */
@Component({
  selector: 'app-recording-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    MatTooltipModule,
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
    RecordingComments,
    RecordingFacts,
    RecordingWave,
  ],
  templateUrl: './recording-page.html',
  styleUrl: './recording-page.scss',
  host: { '(document:keydown)': 'key($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecordingPage {
  /** From the address. */
  readonly id = input.required<string>();
  /** From the address: the moment to begin at, in milliseconds. */
  readonly at = input<string>();
  private readonly api = inject(Api);
  private readonly problems = inject(ProblemText);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly dialog = inject(MatDialog);
  private readonly router = inject(Router);
  private readonly transloco = inject(TranslocoService);
  private readonly vocabulary = inject(Vocabulary);
  private readonly audio = viewChild<ElementRef<HTMLAudioElement>>('audio');

  private readonly loaded = resource({
    params: () => this.id(),
    loader: ({ params }) => this.api.get<RecordingDetail>(`/recordings/${params}`),
  });
  /** As it came last: every change answers with the recording as it then is. */
  protected readonly recording = linkedSignal(() => (this.loaded.hasValue() ? this.loaded.value() : null));
  /** Who may hear the recording may not always read the call: then there are no steps. */
  private readonly call = resource({
    params: () => this.recording()?.callId,
    loader: ({ params }) => this.api.get<CallDetail>(`/calls/${params}`).catch(() => null),
  });

  protected readonly failed = computed(() => this.loaded.error() !== undefined);
  protected readonly problem = computed(() => this.problems.of(this.loaded.error()));
  protected readonly party = recordingParty;
  protected readonly tone = recordingTone;
  protected readonly speeds = SPEEDS;
  protected readonly mayDelete = this.session.may('recordings.delete');
  protected readonly mayManage = this.session.may('recordings.manage');
  protected readonly mayExport = this.session.may('recordings.export');

  private readonly url = signal<string | null>(null);
  protected readonly loading = signal(false);
  protected readonly playing = signal(false);
  protected readonly position = signal(0);
  protected readonly speed = signal<number>(1);
  private readonly measured = signal<number | null>(null);
  protected readonly length = computed(() => this.measured() ?? (this.recording()?.durationMs ?? 0) / 1000);
  protected readonly steps = computed(() => this.stepsOf(this.recording(), this.call.value() ?? null));

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      const url = this.url();
      if (url) URL.revokeObjectURL(url);
    });
  }

  reload(): void {
    this.loaded.reload();
  }

  protected async toggle(): Promise<void> {
    const audio = this.audio()?.nativeElement;
    if (!audio) return;
    if (this.playing()) audio.pause();
    else if (await this.load(audio)) {
      audio.playbackRate = this.speed();
      await audio.play();
    }
  }

  protected async jump(seconds: number): Promise<void> {
    const audio = this.audio()?.nativeElement;
    if (!audio || !(await this.load(audio))) return;
    audio.currentTime = Math.min(Math.max(0, seconds), this.length());
  }

  protected goAt(speed: number): void {
    this.speed.set(speed);
    const audio = this.audio()?.nativeElement;
    if (audio) audio.playbackRate = speed;
  }

  protected known({ duration }: HTMLAudioElement): void {
    if (Number.isFinite(duration)) this.measured.set(duration);
  }

  /** Space plays, arrows go five seconds, brackets change the speed; fields, buttons and dialogs keep their own keys. */
  protected key(event: KeyboardEvent): void {
    const { tagName } = event.target as Element;
    const elsewhere =
      ['INPUT', 'TEXTAREA', 'SELECT', 'BUTTON', 'A'].includes(tagName) || this.dialog.openDialogs.length > 0;
    if (elsewhere || event.altKey || event.ctrlKey || event.metaKey || this.recording()?.state !== 'stored') return;
    const place = SPEEDS.findIndex((speed) => speed === this.speed());
    const keys: Readonly<Record<string, () => unknown>> = {
      ' ': () => this.toggle(),
      ArrowLeft: () => this.jump(this.position() - STEP_SECONDS),
      ArrowRight: () => this.jump(this.position() + STEP_SECONDS),
      '[': () => this.goAt(SPEEDS[place - 1] ?? this.speed()),
      ']': () => this.goAt(SPEEDS[place + 1] ?? this.speed()),
    };
    const action = keys[event.key];
    if (!action) return;
    event.preventDefault();
    void action();
  }

  protected download(): void {
    void this.toasts.try(() => this.api.exportFile(`/recordings/${this.id()}/audio`, {}, 'audio/wav'));
  }

  protected async delete(): Promise<void> {
    const reason = await askReason(this.dialog, {
      title: this.transloco.translate('recordings.deleteTitle'),
      text: this.transloco.translate('recordings.deleteText'),
      action: this.transloco.translate('ui.delete'),
      danger: true,
    });
    if (!reason) return;
    const deleted = () => this.api.post(`/recordings/${this.id()}/deletion`, { reason });
    if (await this.toasts.try(deleted, 'ui.deleted')) await this.router.navigateByUrl('/recordings');
  }

  protected async keep(): Promise<void> {
    const reason = await askReason(this.dialog, {
      title: this.transloco.translate('recordings.keepTitle'),
      text: this.transloco.translate('recordings.keepText'),
      action: this.transloco.translate('recordings.keep'),
      danger: false,
    });
    if (reason) await this.change('hold', { reason });
  }

  protected release(): Promise<void> {
    return this.change('release', {});
  }

  private async change(what: 'hold' | 'release', body: object): Promise<void> {
    await this.toasts.try(async () =>
      this.recording.set(await this.api.post<RecordingDetail>(`/recordings/${this.id()}/${what}`, body)),
    );
  }

  /** Fetched when it is first wanted, because every listening is journalled. */
  private async load(audio: HTMLAudioElement): Promise<boolean> {
    if (this.url()) return true;
    this.loading.set(true);
    const done = await this.toasts.try(async () => {
      const url = URL.createObjectURL(await this.api.blob(`/recordings/${this.id()}/audio`));
      const begin = audio.currentTime || Number(this.at() ?? 0) / 1000;
      audio.src = url;
      audio.currentTime = begin;
      this.url.set(url);
    });
    this.loading.set(false);
    return done;
  }

  private stepsOf(recording: RecordingDetail | null, call: CallDetail | null) {
    if (!recording || !call) return [];
    const start = Date.parse(recording.startedAt);
    const names = new Map(
      call.timeline.flatMap(({ data }) => Object.entries((data['names'] ?? {}) as Record<string, string>)),
    );
    return call.timeline
      .filter(({ type }) => HEARD.has(type))
      .map((entry: TimelineEntry) => ({
        position: entry.position,
        seconds: Math.max(0, (Date.parse(entry.at) - start) / 1000),
        sentence: `timeline.${sentenceOf(entry)}`,
        params: timelineParams(entry, names, this.vocabulary),
      }))
      .filter(({ seconds }) => seconds <= recording.durationMs / 1000 + 1);
  }
}
