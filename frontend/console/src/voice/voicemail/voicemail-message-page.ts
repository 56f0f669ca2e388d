import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { VoicemailMessage } from '#contracts';
import { ErrorState, PageHeader, Skeleton, StatusChip, TextField } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { Session } from '../../platform/identity/session';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe, PhonePipe } from '../../platform/time/format-pipes';
import { partyName } from '../calls/call-look';
import { Desk } from '../desk/desk';
import { RecordingPlayer } from '../recordings/recording-player';
import { MESSAGE_TONES } from './voicemail-page';

/** One message: to hear, to call back, and to tick off with what was done. */
@Component({
  selector: 'app-voicemail-message-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    RouterLink,
    TranslocoDirective,
    ErrorState,
    PageHeader,
    Skeleton,
    StatusChip,
    TextField,
    InstantPipe,
    PhonePipe,
    RecordingPlayer,
  ],
  templateUrl: './voicemail-message-page.html',
  styleUrl: './voicemail-message-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VoicemailMessagePage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly desk = inject(Desk);
  private readonly problems = inject(ProblemText);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly tones = MESSAGE_TONES;
  protected readonly partyName = partyName;
  protected readonly mayCall = inject(Session).may('calls.take');
  protected readonly form = new FormGroup({
    note: new FormControl('', { nonNullable: true, validators: [Validators.maxLength(2000)] }),
  });
  protected readonly loaded = resource({
    params: () => this.id(),
    loader: async ({ params }) => this.show(await this.api.get<VoicemailMessage>(`/voicemail/messages/${params}`)),
  });
  protected readonly message = computed(() => (this.loaded.hasValue() ? this.loaded.value() : null));
  protected readonly problem = computed(() => this.problems.of(this.loaded.error()));

  /** The guard of unsaved changes asks this. */
  get editor(): { readonly dirty: boolean } {
    return { dirty: this.form.dirty };
  }

  protected async handle({ id, version }: VoicemailMessage, state: 'new' | 'handled'): Promise<void> {
    const body = { state, note: this.form.getRawValue().note, version };
    const saved = await this.toasts.try(async () => {
      this.loaded.set(this.show(await this.api.put<VoicemailMessage>(`/voicemail/messages/${id}`, body)));
    }, 'ui.saved');
    if (saved && state === 'handled') await this.router.navigateByUrl('/voicemail');
  }

  protected async callBack({ number, contact }: VoicemailMessage): Promise<void> {
    if (number !== null && (await this.desk.dial(number, contact?.id))) await this.router.navigateByUrl('/desk');
  }

  protected async download({ id, receivedAt }: VoicemailMessage): Promise<void> {
    await this.toasts.try(async () => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await this.api.blob(`/voicemail/messages/${id}/audio`));
      link.download = `voicemail-${receivedAt.slice(0, 16).replace(/\D/g, '')}.wav`;
      link.click();
      URL.revokeObjectURL(link.href);
    });
  }

  protected delete(message: VoicemailMessage): void {
    const name = partyName(message) || message.box.name;
    void this.deletion.of(`/voicemail/messages/${message.id}`, { name, form: this.form, back: '/voicemail' });
  }

  private show(message: VoicemailMessage): VoicemailMessage {
    this.form.reset({ note: message.note });
    return message;
  }
}
