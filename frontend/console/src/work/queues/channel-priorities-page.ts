import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { TranslocoDirective } from '@jsverse/transloco';
import { WORK_CHANNELS, type ChannelPriorities } from '#contracts';
import { TextField } from '../../../../ui';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { headStarts } from './head-starts';

type Priorities = ChannelPriorities & { readonly version: number };
const HIGHEST = 1000;

const weight = () =>
  new FormControl(100, {
    nonNullable: true,
    validators: [Validators.required, Validators.min(0), Validators.max(HIGHEST)],
  });

/** What each channel weighs before anybody has waited, and what that means in minutes. */
@Component({
  selector: 'app-channel-priorities-page',
  imports: [TranslocoDirective, TextField, EditorPage],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="t('nav.channelPriorities')"
      back="/queues"
      [editor]="editor"
      [readOnly]="!mayManage"
    >
      <div class="wide words">
        <p>{{ t('channelPriorities.what') }}</p>
        <p class="muted">{{ t('channelPriorities.how') }}</p>
      </div>
      @for (channel of channels; track channel) {
        <ui-text-field [control]="form.controls[channel]" [label]="nameOf(channel)" type="number" />
      }
      <div class="wide words">
        <h2>{{ t('channelPriorities.means') }}</h2>
        <ul>
          @for (step of steps(); track step.later) {
            <li>
              {{
                step.seconds === 0
                  ? t('channelPriorities.equal', { sooner: nameOf(step.sooner), later: nameOf(step.later) })
                  : t('channelPriorities.headStart', {
                      sooner: nameOf(step.sooner),
                      later: nameOf(step.later),
                      time: timeOf(step.seconds),
                    })
              }}
            </li>
          }
        </ul>
      </div>
    </app-editor-page>
  `,
  styles: `
    .words {
      max-width: 72ch;
    }
    .words p + p {
      margin-top: 6px;
    }
    ul {
      margin: 8px 0 0;
      padding-inline-start: 18px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ChannelPrioritiesPage {
  private readonly api = inject(Api);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly mayManage = inject(Session).may('queues.manage');
  protected readonly channels = WORK_CHANNELS;
  protected readonly form = new FormGroup({
    call: weight(),
    chat: weight(),
    messenger: weight(),
    mail: weight(),
    sms: weight(),
  });
  private readonly value = toSignal(this.form.valueChanges, { initialValue: this.form.getRawValue() });
  protected readonly steps = computed(() => {
    void this.value();
    return headStarts(this.form.getRawValue());
  });

  readonly editor = editor<Priorities>({
    form: this.form,
    load: async () => this.versioned(await this.api.get<ChannelPriorities>('/routing/priorities')),
    show: ({ version: _none, ...priorities }) => {
      this.form.reset(priorities);
      if (!this.mayManage) this.form.disable();
    },
    save: async () =>
      this.versioned(await this.api.put<ChannelPriorities>('/routing/priorities', this.form.getRawValue())),
  });

  protected nameOf = (channel: string): string => this.vocabulary.word('channelPriorities.channels', channel);

  protected timeOf(seconds: number): string {
    const [minutes, rest] = [Math.floor(seconds / 60), Math.round(seconds % 60)];
    return [...(minutes > 0 ? [`${minutes} min`] : []), ...(rest > 0 || minutes === 0 ? [`${rest} s`] : [])].join(' ');
  }

  /** They are put as a whole and have no version. */
  private versioned = (priorities: ChannelPriorities): Priorities => ({ ...priorities, version: 0 });
}
