import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { FormControl, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { RecordingComment, RecordingDetail } from '#contracts';
import { TextField } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Toasts } from '../../platform/look/toasts';
import { ClockTimePipe, InstantPipe } from '../../platform/time/format-pipes';

/** What people say about moments of a recording; a new comment belongs to the moment that is being heard. */
@Component({
  selector: 'app-recording-comments',
  imports: [
    ReactiveFormsModule,
    MatButtonModule,
    MatIconModule,
    TranslocoDirective,
    TextField,
    ClockTimePipe,
    InstantPipe,
  ],
  template: `
    <ng-container *transloco="let t">
      <h2>{{ t('recordings.comments') }}</h2>
      <ol>
        @for (comment of recording().commentList; track comment.id) {
          <li>
            <button matButton type="button" class="tabular" (click)="jumped.emit(comment.atMs / 1000)">
              {{ comment.atMs / 1000 | clockTime }}
            </button>
            <p>
              {{ comment.text }}
              <small class="muted">{{ comment.author.name }}, {{ comment.writtenAt | instant }}</small>
            </p>
            @if (mayWrite && (mayRemoveAll || comment.author.id === me)) {
              <button
                matIconButton
                type="button"
                [attr.aria-label]="t('recordings.removeComment')"
                (click)="remove(comment)"
              >
                <mat-icon svgIcon="delete" />
              </button>
            }
          </li>
        } @empty {
          <li class="muted">{{ t('recordings.noComments') }}</li>
        }
      </ol>
      @if (mayWrite) {
        <form (submit)="$event.preventDefault(); add()">
          <ui-text-field [control]="text" [label]="t('recordings.commentAt', { time: (atSeconds() | clockTime) })" />
          <button matButton="tonal" type="submit" data-action="comment">{{ t('recordings.comment') }}</button>
        </form>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: block;
      padding: 16px;
    }
    ol {
      margin: 8px 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      align-items: center;
      gap: 8px;
    }
    p {
      flex: 1;
      margin: 0;
      overflow-wrap: anywhere;
    }
    small {
      display: block;
    }
    form {
      display: flex;
      align-items: flex-start;
      gap: 12px;
    }
    ui-text-field {
      flex: 1;
    }
    form button {
      margin-top: 8px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecordingComments {
  readonly recording = input.required<RecordingDetail>();
  readonly atSeconds = input.required<number>();
  readonly changed = output<RecordingDetail>();
  /** Seconds to hear. */
  readonly jumped = output<number>();
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly session = inject(Session);
  protected readonly mayWrite = this.session.may('recordings.annotate');
  protected readonly mayRemoveAll = this.session.may('recordings.delete');
  protected readonly me = this.session.me()?.user.id;
  protected readonly text = new FormControl('', {
    nonNullable: true,
    validators: [Validators.required, Validators.maxLength(1000)],
  });

  protected async add(): Promise<void> {
    const text = this.text.value.trim();
    if (!text) return;
    const atMs = Math.round(this.atSeconds() * 1000);
    const added = await this.toasts.try(async () =>
      this.changed.emit(await this.api.post<RecordingDetail>(`${this.path()}/comments`, { atMs, text })),
    );
    if (added) this.text.reset();
  }

  protected remove({ id }: RecordingComment): void {
    void this.toasts.try(async () =>
      this.changed.emit(await this.api.delete<RecordingDetail>(`${this.path()}/comments/${id}`)),
    );
  }

  private path(): string {
    return `/recordings/${this.recording().id}`;
  }
}
