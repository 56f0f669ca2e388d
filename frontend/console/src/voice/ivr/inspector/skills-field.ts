import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatSlideToggleModule } from '@angular/material/slide-toggle';
import { TranslocoDirective } from '@jsverse/transloco';
import type { FlowNodeOf } from '#contracts';
import { FlowWords } from '../flow-words';
import { PlainNumber } from './plain-number';
import { PlainSelect } from './plain-select';

type Requirement = FlowNodeOf<'queue'>['skills'][number];

/** Skills that the caller asks for beside those of the queue. */
@Component({
  selector: 'app-skills-field',
  imports: [MatButtonModule, MatIconModule, MatSlideToggleModule, TranslocoDirective, PlainNumber, PlainSelect],
  template: `
    <ng-container *transloco="let t">
      <h3>{{ t('ivr.skills') }}</h3>
      @for (skill of value(); track $index; let at = $index) {
        <div class="box">
          <div class="row">
            <app-plain-select
              class="grow"
              [label]="t('ivr.skill')"
              [value]="skill.skillId"
              [options]="words.skills.options()"
              [disabled]="disabled()"
              (changed)="put(at, { skillId: $event })"
            />
            <app-plain-number
              class="level"
              [label]="t('ivr.level')"
              [value]="skill.level"
              [disabled]="disabled()"
              (changed)="put(at, { level: $event ?? 1 })"
            />
            @if (!disabled()) {
              <button matIconButton type="button" (click)="remove(at)" [attr.aria-label]="t('ivr.removeRow')">
                <mat-icon svgIcon="clear" />
              </button>
            }
          </div>
          <mat-slide-toggle
            [checked]="skill.mandatory"
            [disabled]="disabled()"
            (change)="put(at, { mandatory: $event.checked })"
            >{{ t('ivr.mandatory') }}</mat-slide-toggle
          >
        </div>
      } @empty {
        <p class="none">{{ t('ivr.noSkills') }}</p>
      }
      @if (words.skills.all()[0]; as first) {
        @if (!disabled()) {
          <button matButton type="button" (click)="add(first.id)">
            <mat-icon svgIcon="add" />{{ t('ivr.addSkill') }}
          </button>
        }
      }
    </ng-container>
  `,
  styleUrl: './rows.scss',
  styles: `
    .level {
      flex: none;
      width: 76px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SkillsField {
  readonly value = input.required<readonly Requirement[]>();
  readonly disabled = input(false);
  readonly changed = output<Requirement[]>();
  protected readonly words = inject(FlowWords);

  protected add(skillId: string): void {
    this.changed.emit([...this.value(), { skillId, level: 1, mandatory: true }]);
  }

  protected put(at: number, change: Partial<Requirement>): void {
    this.changed.emit(this.value().map((each, place) => (place === at ? { ...each, ...change } : each)));
  }

  protected remove(at: number): void {
    this.changed.emit(this.value().filter((_, place) => place !== at));
  }
}
