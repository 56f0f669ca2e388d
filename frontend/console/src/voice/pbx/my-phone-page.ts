import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { FormControl, FormGroup } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';
import type { PhoneRules } from '#contracts';
import { StatusChip, TextField, ToggleField } from '../../../../ui';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Toasts } from '../../platform/look/toasts';
import { OwnAgent } from '../../work/agents/own-agent';
import { PbxTargetFields, phoneTargetOf, targetForm, targetValue } from './pbx-target';
import { OwnGreeting } from '../voicemail/own-greeting';
import { OwnMessages } from '../voicemail/own-messages';
import { RingingCalls } from './ringing-calls';

/** The page of whoever has a phone: how he is reached and his voicemail; without a desk his queues and codes too. */
@Component({
  selector: 'app-my-phone-page',
  imports: [
    MatButtonModule,
    TranslocoDirective,
    StatusChip,
    TextField,
    ToggleField,
    EditorPage,
    PbxTargetFields,
    OwnGreeting,
    OwnMessages,
    RingingCalls,
  ],
  template: `
    <ng-container *transloco="let t">
      <app-editor-page [title]="t('nav.myPhone')" back="/" [editor]="editor">
        @let controls = form.controls;
        @if (withoutDesk) {
          <section overview class="card" [attr.aria-label]="t('myPhone.queues')">
            <h2>{{ t('myPhone.queues') }}</h2>
            <p>
              <ui-status-chip [tone]="inQueues() ? 'ok' : 'quiet'">{{
                t(inQueues() ? 'myPhone.inQueues' : 'myPhone.outOfQueues')
              }}</ui-status-chip>
              @if (extension()) {
                <span class="muted">{{ t('myPhone.extension', { extension: extension() }) }}</span>
              }
            </p>
            <button matButton="filled" [disabled]="!present()" (click)="toggle()">
              {{ t(inQueues() ? 'myPhone.leave' : 'myPhone.join') }}
            </button>
            <p class="muted">{{ t(present() ? 'myPhone.queuesHint' : 'myPhone.noPhone') }}</p>
          </section>
        }
        @if (!withoutDesk) {
          <p class="wide muted">{{ t('myPhone.besideDesk') }}</p>
        }
        <ui-toggle-field class="wide" [control]="controls.doNotDisturb" [label]="t('myPhone.doNotDisturb')" />
        <app-pbx-target class="wide" [form]="always" [label]="t('myPhone.always')" [none]="t('myPhone.noForward')" />
        <app-pbx-target class="wide" [form]="busy" [label]="t('myPhone.busy')" [none]="t('myPhone.noForward')" />
        <app-pbx-target
          class="wide"
          [form]="noAnswer"
          [label]="t('myPhone.noAnswer')"
          [none]="t('myPhone.noForward')"
        />
        <ui-text-field
          [control]="controls.ringSeconds"
          [label]="t('myPhone.ringSeconds')"
          [hint]="t('myPhone.ringSecondsHint')"
          type="number"
        />
        @if (withoutDesk) {
          <div class="wide codes">
            <h3>{{ t('myPhone.codes') }}</h3>
            <dl>
              @for (code of codes; track code.dial) {
                <div>
                  <dt class="tabular">{{ code.dial }}</dt>
                  <dd>{{ t('phoneCodes.' + code.name) }}</dd>
                </div>
              }
            </dl>
          </div>
        }
      </app-editor-page>
      <div class="beside">
        <app-ringing-calls />
        @if (mayHear) {
          <app-own-messages />
          <app-own-greeting />
        }
      </div>
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 16px;
    }
    .beside {
      display: grid;
      align-content: start;
      gap: 16px;
    }
    @media (min-width: 1200px) {
      :host {
        grid-template-columns: minmax(0, 1fr) minmax(280px, 400px);
      }
      /* Level with the form, below the title. */
      .beside {
        margin-top: 60px;
      }
    }
    section {
      margin-bottom: 16px;
      padding: 16px;
    }
    section p {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 12px;
      margin: 12px 0;
    }
    h3 {
      margin: 8px 0;
      font-size: 14px;
    }
    dl {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(260px, 100%), 1fr));
      gap: 4px 24px;
      margin: 0;
    }
    dl div {
      display: flex;
      gap: 12px;
    }
    dt {
      min-width: 72px;
      font-weight: 600;
    }
    dd {
      margin: 0;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MyPhonePage {
  private readonly api = inject(Api);
  private readonly own = inject(OwnAgent);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  protected readonly extension = computed(() => this.session.me()?.user.extension ?? '');
  protected readonly present = computed(() => (this.own.agent()?.status ?? 'offline') !== 'offline');
  protected readonly withoutDesk = this.session.may('pbx.use');
  protected readonly mayHear = this.session.may('voicemail.view');
  protected readonly inQueues = this.own.isReady;
  protected readonly codes = [
    { dial: '*45', name: 'join' },
    { dial: '*46', name: 'leave' },
    { dial: '*8', name: 'pickUp' },
    { dial: '*8 201', name: 'pickUpAt' },
    { dial: '*78 / *79', name: 'silence' },
    { dial: '*72 …', name: 'forward' },
    { dial: '*73', name: 'noForward' },
  ] as const;
  protected readonly always = targetForm('none');
  protected readonly busy = targetForm('none');
  protected readonly noAnswer = targetForm('none');
  protected readonly form = new FormGroup({
    doNotDisturb: new FormControl(false, { nonNullable: true }),
    ringSeconds: new FormControl(25, { nonNullable: true }),
    always: this.always,
    busy: this.busy,
    noAnswer: this.noAnswer,
  });

  readonly editor = editor<PhoneRules>({
    form: this.form,
    load: async () => this.api.get<PhoneRules>('/phone-rules/me'),
    show: ({ doNotDisturb, ringSeconds, always, busy, noAnswer }) =>
      this.form.reset({
        ...{ doNotDisturb, ringSeconds },
        always: targetValue(always),
        busy: targetValue(busy),
        noAnswer: targetValue(noAnswer),
      }),
    save: (version) => {
      const { doNotDisturb, ringSeconds } = this.form.getRawValue();
      return this.api.put<PhoneRules>('/phone-rules/me', {
        ...{ doNotDisturb, ringSeconds: Number(ringSeconds), version: version ?? 0 },
        ...{
          always: phoneTargetOf(this.always),
          busy: phoneTargetOf(this.busy),
          noAnswer: phoneTargetOf(this.noAnswer),
        },
      });
    },
  });

  protected toggle(): void {
    const wish = this.inQueues() ? ({ status: 'not-ready', reason: 'break' } as const) : ({ status: 'ready' } as const);
    void this.toasts.try(() => this.own.setStatus(wish));
  }
}
