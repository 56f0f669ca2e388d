import {
  afterRenderEffect,
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  resource,
  signal,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Recontact } from '#contracts';
import { ErrorState, PageHeader, Skeleton } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { Language } from '../../platform/language/language';
import { Toasts } from '../../platform/look/toasts';
import { RecontactDialog } from './recontact-dialog';
import { partyOf } from './recontact-party';

const MOST = 200;

/** A week of recontacts, day by day, or one day; one that is clicked is moved, done or cancelled. */
@Component({
  selector: 'app-recontact-calendar',
  imports: [MatButtonModule, MatIconModule, RouterLink, TranslocoDirective, ErrorState, PageHeader, Skeleton],
  template: `
    <ng-container *transloco="let t">
      <ui-page-header [title]="t('nav.recontacts')">
        <a matButton routerLink="/recontacts"><mat-icon svgIcon="queues" />{{ t('recontacts.list') }}</a>
      </ui-page-header>
      <div class="week" role="group" [attr.aria-label]="title()">
        <button
          matIconButton
          type="button"
          [attr.aria-label]="t(span() === 1 ? 'recontacts.dayBefore' : 'recontacts.before')"
          (click)="move(-1)"
        >
          <mat-icon svgIcon="back" />
        </button>
        <strong class="tabular">{{ title() }}</strong>
        <button
          matIconButton
          type="button"
          [attr.aria-label]="t(span() === 1 ? 'recontacts.dayAfter' : 'recontacts.after')"
          (click)="move(1)"
        >
          <mat-icon svgIcon="chevron-right" />
        </button>
        <button matButton type="button" (click)="today()">{{ t('recontacts.today') }}</button>
        <span class="spans">
          @for (days of [1, 7]; track days) {
            <button
              [matButton]="span() === days ? 'tonal' : 'text'"
              type="button"
              [attr.aria-pressed]="span() === days"
              (click)="show(days)"
            >
              {{ t(days === 1 ? 'recontacts.day' : 'recontacts.week') }}
            </button>
          }
        </span>
      </div>
      <p class="muted hint">{{ t('recontacts.moveHint') }}</p>
      @if (loaded.error()) {
        <ui-error-state class="card" [message]="problems.of(loaded.error())" (retry)="loaded.reload()" />
      } @else if (loaded.hasValue()) {
        <ol class="days" [class.one]="span() === 1">
          @for (day of days(); track day.date) {
            <li
              class="card"
              [class.today]="day.today"
              (dragover)="dragged() && $event.preventDefault()"
              (drop)="drop($event, day.start)"
            >
              <h2>{{ day.title }}</h2>
              @for (recontact of day.recontacts; track recontact.id) {
                <button
                  type="button"
                  class="entry"
                  [class.late]="day.late(recontact)"
                  [class.over]="recontact.state !== 'open'"
                  [attr.data-recontact]="recontact.id"
                  [attr.aria-keyshortcuts]="recontact.state === 'open' ? 'Shift+ArrowLeft Shift+ArrowRight' : null"
                  [draggable]="recontact.state === 'open'"
                  (dragstart)="dragged.set(recontact)"
                  (dragend)="dragged.set(null)"
                  (keydown.shift.arrowleft)="moveTo(recontact, addDays(day.start, -1))"
                  (keydown.shift.arrowright)="moveTo(recontact, addDays(day.start, 1))"
                  (click)="open(recontact)"
                >
                  <span class="tabular time">{{ timeOf(recontact) }}</span>
                  <span class="who">{{ party(recontact) }}</span>
                  <small class="muted">
                    {{ recontact.for === 'agent' ? recontact.agent?.name : t('recontacts.anyone') }}
                    @if (recontact.state !== 'open') {
                      · {{ t('recontactStates.' + recontact.state) }}
                    } @else if (day.late(recontact)) {
                      · {{ t('recontacts.overdue') }}
                    }
                  </small>
                </button>
              } @empty {
                <p class="muted">{{ t('recontacts.free') }}</p>
              }
            </li>
          }
        </ol>
        @if (loaded.value().next) {
          <p class="muted">{{ t('recontacts.notAll') }}</p>
        }
      } @else {
        <ui-skeleton [rows]="6" />
      }
    </ng-container>
  `,
  styleUrl: './recontact-calendar.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecontactCalendar {
  private readonly api = inject(Api);
  private readonly dialog = inject(MatDialog);
  private readonly language = inject(Language);
  private readonly toasts = inject(Toasts);
  protected readonly problems = inject(ProblemText);
  protected readonly party = partyOf;
  protected readonly span = signal(7);
  private readonly start = signal(mondayOf(new Date()));
  private readonly end = computed(() => addDays(this.start(), this.span()));
  protected readonly loaded = resource({
    params: () => ({ from: this.start(), before: this.end() }),
    loader: ({ params: { from, before } }) =>
      this.api.page<Recontact>('/recontacts', { from: from.toISOString(), before: before.toISOString(), limit: MOST }),
  });
  protected readonly addDays = addDays;
  protected readonly dragged = signal<Recontact | null>(null);
  /** Of the one that was moved: it comes back in another place, and the focus with it. */
  private inHand = '';

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterRenderEffect(() => {
      if (!this.loaded.hasValue() || this.loaded.isLoading()) return;
      host.querySelector<HTMLElement>(`[data-recontact="${this.inHand}"]`)?.focus();
      this.inHand = '';
    });
  }

  protected readonly title = computed(() => {
    const day = (date: Date) => date.toLocaleDateString(this.language.locale, { day: 'numeric', month: 'short' });
    const last = addDays(this.end(), -1);
    return `${this.span() === 1 ? '' : `${day(this.start())} – `}${day(last)} ${last.getFullYear()}`;
  });
  protected readonly days = computed(() => {
    const items = this.loaded.hasValue() ? this.loaded.value().items : [];
    const now = Date.now();
    return Array.from({ length: this.span() }, (_, index) => {
      const [start, end] = [addDays(this.start(), index), addDays(this.start(), index + 1)];
      const within = (at: number) => at >= start.getTime() && at < end.getTime();
      return {
        date: start.toISOString(),
        start,
        title: start.toLocaleDateString(this.language.locale, { weekday: 'long', day: 'numeric', month: 'numeric' }),
        today: within(now),
        recontacts: items.filter(({ dueAt }) => within(Date.parse(dueAt))),
        late: ({ state, dueAt }: Recontact) => state === 'open' && Date.parse(dueAt) < now,
      };
    });
  });

  protected move(way: number): void {
    this.start.update((start) => addDays(start, way * this.span()));
  }

  /** From a week to its today, else to its first day; from a day to its week. */
  protected show(span: number): void {
    const now = dayOf(new Date());
    const within = now >= this.start() && now < this.end();
    this.start.set(span === 7 ? mondayOf(this.start()) : within ? now : this.start());
    this.span.set(span);
  }

  protected today(): void {
    this.start.set(this.span() === 7 ? mondayOf(new Date()) : dayOf(new Date()));
  }

  protected timeOf = ({ dueAt }: Recontact): string =>
    new Date(dueAt).toLocaleTimeString(this.language.locale, { hour: '2-digit', minute: '2-digit' });

  protected drop(event: DragEvent, day: Date): void {
    const recontact = this.dragged();
    if (!recontact) return;
    event.preventDefault();
    void this.moveTo(recontact, day);
  }

  /** To another day at its time of day; whoever moves it by keys keeps it in hand. */
  protected async moveTo({ id, version, dueAt: before, state }: Recontact, day: Date): Promise<void> {
    const due = new Date(before);
    due.setFullYear(day.getFullYear(), day.getMonth(), day.getDate());
    if (state !== 'open' || due.getTime() === Date.parse(before)) return;
    const change = { dueAt: due.toISOString(), version };
    if (!(await this.toasts.try(() => this.api.patch(`/recontacts/${id}`, change), 'recontacts.moved'))) return;
    this.inHand = id;
    if (day < this.start()) this.move(-1);
    else if (day >= this.end()) this.move(1);
    else this.loaded.reload();
  }

  protected open(recontact: Recontact): void {
    this.dialog
      .open<RecontactDialog, Recontact, boolean>(RecontactDialog, { data: recontact, width: '480px' })
      .afterClosed()
      .subscribe((changed) => {
        if (changed) this.loaded.reload();
      });
  }
}

function addDays(date: Date, days: number): Date {
  const moved = new Date(date);
  moved.setDate(moved.getDate() + days);
  return moved;
}

const mondayOf = (date: Date): Date => dayOf(addDays(date, -((date.getDay() + 6) % 7)));

function dayOf(date: Date): Date {
  const day = new Date(date);
  day.setHours(0, 0, 0, 0);
  return day;
}
