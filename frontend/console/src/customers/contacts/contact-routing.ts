import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { FormArray, FormControl, FormGroup, Validators } from '@angular/forms';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ContactRouting as Routing, Skill } from '#contracts';
import { SelectField, TextField, ToggleField } from '../../../../ui';
import { editor } from '../../platform/forms/editor';
import { names } from '../../platform/forms/names';
import { SectionForm } from '../../platform/forms/section-form';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { numberOrNone } from '../../work/queues/queue-form';
import { fill, skillRow, type SkillRow } from '../../work/queues/queue-rules-form';
import { RuleRows } from '../../work/queues/rule-rows';

/** What a contact's calls weigh in queues, and what they ask of whoever takes them. */
@Component({
  selector: 'app-contact-routing',
  imports: [TranslocoDirective, SelectField, TextField, ToggleField, SectionForm, RuleRows],
  template: `
    <ng-container *transloco="let t">
      <app-section-form [heading]="t('contactRouting.title')" [editor]="editor" [saveLabel]="t('contactRouting.save')">
        <ui-text-field
          class="priority"
          [control]="form.controls.priority"
          [label]="t('contactRouting.priority')"
          [hint]="t('contactRouting.priorityHint')"
          type="number"
        />
        @if (maySeeSkills) {
          <app-rule-rows
            class="rules"
            [rows]="form.controls.skills"
            [label]="t('contactRouting.needed')"
            [hint]="t('contactRouting.neededHint')"
            [addLabel]="t('queues.addSkill')"
            (added)="add()"
          >
            <ng-template let-row>
              <ui-select-field
                [control]="row.controls.skillId"
                [label]="t('queues.skill')"
                [options]="skills.options()"
              />
              <ui-text-field [control]="row.controls.level" [label]="t('queues.level')" type="number" />
              <ui-toggle-field [control]="row.controls.mandatory" [label]="t('queues.mandatory')" />
            </ng-template>
          </app-rule-rows>
        }
      </app-section-form>
    </ng-container>
  `,
  styles: `
    .priority {
      max-width: 320px;
    }
    .rules {
      grid-column: 1 / -1;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContactRouting {
  readonly contactId = input.required<string>();
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  protected readonly maySeeSkills = this.session.has('sbr-pbr-queues') && this.session.may('queues.view');
  protected readonly skills = names<Skill>('/skills', ({ name }) => name, this.maySeeSkills);
  protected readonly form = new FormGroup({
    priority: new FormControl<number | null>(null, [Validators.min(0), Validators.max(1000)]),
    skills: new FormArray<SkillRow>([]),
  });

  readonly editor = editor<Routing>({
    form: this.form,
    load: () => this.api.get<Routing>(this.path()),
    show: ({ priority, skills }) => {
      this.form.controls.priority.reset(priority);
      fill(this.form.controls.skills, skills.map(skillRow));
    },
    save: (version) => {
      const { priority, skills } = this.form.getRawValue();
      return this.api.put<Routing>(this.path(), { priority: numberOrNone(priority), skills, version });
    },
  });

  protected add(): void {
    this.form.controls.skills.push(skillRow());
    this.form.controls.skills.markAsDirty();
  }

  private path = (): string => `/contacts/${this.contactId()}/routing`;
}
