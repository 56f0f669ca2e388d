import { ChangeDetectionStrategy, Component, inject, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Page, VoicemailMessage } from '#contracts';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { InstantPipe } from '../../platform/time/format-pipes';
import { clockText } from '../../platform/time/formats';
import { partyName } from '../calls/call-look';

const SHOWN = 5;

/** The newest messages that nobody has handled, each leading to where it is heard. */
@Component({
  selector: 'app-own-messages',
  imports: [MatButtonModule, RouterLink, TranslocoDirective, InstantPipe],
  template: `
    <section class="card" *transloco="let t" [attr.aria-label]="t('ownMessages.title')">
      <h2>{{ t('ownMessages.title') }}</h2>
      @if (messages.hasValue()) {
        <ul>
          @for (message of messages.value(); track message.id) {
            <li>
              <a [routerLink]="['/voicemail', message.id]" [class.unheard]="!message.heardAt">{{
                partyName(message) || t('voicemail.withheld')
              }}</a>
              <small class="muted tabular"
                ><time>{{ message.receivedAt | instant }}</time> · {{ lengthOf(message) }}</small
              >
            </li>
          } @empty {
            <li class="muted">{{ t('ownMessages.none') }}</li>
          }
        </ul>
      } @else if (messages.error()) {
        <p role="alert">{{ problems.of(messages.error()) }}</p>
      }
      <a matButton routerLink="/voicemail">{{ t('ownMessages.all') }}</a>
    </section>
  `,
  styles: `
    section {
      padding: 16px;
    }
    ul {
      margin: 8px 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      align-items: center;
      gap: 0 12px;
      min-height: 44px;
    }
    li + li {
      border-top: 1px solid var(--cc-line);
    }
    section > a {
      margin-left: -12px;
    }
    .unheard {
      font-weight: 600;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OwnMessages {
  private readonly api = inject(Api);
  protected readonly problems = inject(ProblemText);
  protected readonly partyName = partyName;
  protected readonly messages = resource({
    loader: async () =>
      (await this.api.get<Page<VoicemailMessage>>('/voicemail/messages', { state: 'new', limit: SHOWN })).items,
  });

  protected lengthOf = ({ durationMs }: VoicemailMessage): string => clockText(Math.round(durationMs / 1000));
}
