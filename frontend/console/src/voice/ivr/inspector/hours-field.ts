import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatSlideToggleModule } from '@angular/material/slide-toggle';
import { TranslocoDirective } from '@jsverse/transloco';
import type { FlowHours } from '#contracts';
import { Language } from '../../../platform/language/language';
import type { NodeIssue } from '../graph/node-issues';
import { IssueTextPipe } from './issue-text';
import { PlainText } from './plain-text';

const WEEK = [1, 2, 3, 4, 5, 6, 7];
/** A Monday. */
const MONDAY = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;

/** When it is open: each weekday with its hours, holidays, single days off. */
@Component({
  selector: 'app-hours-field',
  imports: [MatButtonModule, MatIconModule, MatSlideToggleModule, TranslocoDirective, IssueTextPipe, PlainText],
  template: `
    <ng-container *transloco="let t">
      <h3>{{ t('ivr.openings') }}</h3>
      @for (day of days(); track day.weekday) {
        <div class="day">
          <span class="name">{{ day.name }}</span>
          <div class="grow">
            @for (opening of day.openings; track opening.at) {
              <div class="row">
                <app-plain-text
                  class="grow"
                  bare
                  type="text"
                  [label]="t('ivr.opens')"
                  [value]="opening.from"
                  [error]="issues() | issueText: 'hours.openings.' + opening.at + '.from'"
                  [disabled]="disabled()"
                  (changed)="put(opening.at, { from: $event })"
                />
                <span aria-hidden="true">–</span>
                <app-plain-text
                  class="grow"
                  bare
                  type="text"
                  [label]="t('ivr.closes')"
                  [value]="opening.to"
                  [error]="issues() | issueText: 'hours.openings.' + opening.at + '.to'"
                  [disabled]="disabled()"
                  (changed)="put(opening.at, { to: $event })"
                />
                @if (!disabled()) {
                  <button
                    matIconButton
                    type="button"
                    (click)="remove(opening.at)"
                    [attr.aria-label]="t('ivr.removeRow')"
                  >
                    <mat-icon svgIcon="clear" />
                  </button>
                }
              </div>
            } @empty {
              <span class="muted closed">{{ t('ivr.closedAllDay') }}</span>
            }
          </div>
          @if (!disabled()) {
            <button
              matIconButton
              type="button"
              (click)="add(day.weekday)"
              [attr.aria-label]="t('ivr.addHours', { day: day.name })"
            >
              <mat-icon svgIcon="add" />
            </button>
          }
        </div>
      }
      <mat-slide-toggle
        [checked]="value().closedOnHolidays"
        [disabled]="disabled()"
        (change)="patch({ closedOnHolidays: $event.checked })"
        >{{ t('ivr.closedOnHolidays') }}</mat-slide-toggle
      >
      <app-plain-text
        [label]="t('ivr.daysOff')"
        [hint]="t('ivr.daysOffHint')"
        [value]="value().daysOff.join(', ')"
        [error]="dayError() | issueText: 'day'"
        [disabled]="disabled()"
        (changed)="patch({ daysOff: dates($event) })"
      />
      <app-plain-text
        [label]="t('ivr.zone')"
        [value]="value().zone"
        [error]="issues() | issueText: 'hours.zone'"
        [disabled]="disabled()"
        (changed)="patch({ zone: $event })"
      />
    </ng-container>
  `,
  styleUrl: './rows.scss',
  styles: `
    :host {
      display: grid;
      gap: 10px;
    }
    .day {
      display: flex;
      align-items: flex-start;
      gap: 8px;
    }
    .day .grow {
      flex: 1;
      min-width: 0;
    }
    .row {
      align-items: center;
      margin-bottom: 4px;
    }
    .name {
      flex: none;
      width: 40px;
      padding-top: 8px;
      font-weight: 600;
    }
    .closed {
      display: block;
      padding: 8px 0;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HoursField {
  readonly value = input.required<FlowHours>();
  readonly issues = input.required<readonly NodeIssue[]>();
  readonly disabled = input(false);
  readonly changed = output<FlowHours>();
  private readonly language = inject(Language);
  protected readonly days = computed(() => {
    this.language.current();
    const name = new Intl.DateTimeFormat(this.language.locale, { weekday: 'short', timeZone: 'UTC' });
    const openings = this.value().openings.map((opening, at) => ({ ...opening, at }));
    return WEEK.map((weekday) => ({
      weekday,
      name: name.format(new Date(MONDAY + (weekday - 1) * DAY_MS)),
      openings: openings.filter((each) => each.weekday === weekday),
    }));
  });
  protected readonly dayError = computed(() =>
    this.issues()
      .filter(({ field }) => field.startsWith('hours.daysOff'))
      .map(({ params }) => ({ field: 'day', rule: 'date', params })),
  );

  protected patch(change: Partial<FlowHours>): void {
    this.changed.emit({ ...this.value(), ...change });
  }

  protected put(at: number, change: { from?: string; to?: string }): void {
    const openings = this.value().openings.map((each, place) => (place === at ? { ...each, ...change } : each));
    this.patch({ openings });
  }

  protected add(weekday: number): void {
    const last = this.value().openings.findLast((each) => each.weekday === weekday);
    const hours = last ? { from: last.to, to: '20:00' } : { from: '08:00', to: '18:00' };
    this.patch({ openings: [...this.value().openings, { weekday, ...hours }] });
  }

  protected remove(at: number): void {
    this.patch({ openings: this.value().openings.filter((_, place) => place !== at) });
  }

  protected dates(text: string): string[] {
    return text.split(/[\s,;]+/).filter(Boolean);
  }
}
