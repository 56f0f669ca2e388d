import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { FormArray, FormControl, FormGroup, Validators } from '@angular/forms';
import { TranslocoDirective } from '@jsverse/transloco';
import { WORK_CHANNELS, type AgentRouting, type Skill } from '#contracts';
import { SelectField, TextField } from '../../../../ui';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { names } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { IfFeature } from '../../platform/identity/if-feature';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { AgentWhyPanel } from '../agents/agent-why';
import { RuleRows } from '../queues/rule-rows';

const number = (value: number, min: number, max: number) =>
  new FormControl(value, {
    nonNullable: true,
    validators: [Validators.required, Validators.min(min), Validators.max(max)],
  });
const skillRow = (skillId = '', level = 5) =>
  new FormGroup({
    skillId: new FormControl(skillId, { nonNullable: true, validators: [Validators.required] }),
    level: number(level, 1, 10),
  });
type Routing = AgentRouting & { readonly version: number };

/** What an agent can do, how much of each channel he takes at once, and why he gets no calls. */
@Component({
  selector: 'app-agent-routing-page',
  imports: [TranslocoDirective, SelectField, TextField, EditorPage, IfFeature, RuleRows, AgentWhyPanel],
  template: `
    <ng-container *transloco="let t">
      <app-editor-page
        [title]="agents.nameOf(id())"
        [back]="'/users/' + id()"
        [editor]="editor"
        [readOnly]="!mayManage"
      >
        <ng-container *appFeature="'sbr-pbr-queues'">
          <app-rule-rows
            [rows]="form.controls.skills"
            [label]="t('nav.skills')"
            [hint]="t('skills.levels')"
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
            </ng-template>
          </app-rule-rows>
        </ng-container>
        <h2>{{ t('skills.capacity') }}</h2>
        @for (channel of channels; track channel) {
          <ui-text-field
            [control]="form.controls.capacity.controls[channel]"
            [label]="channelName(channel)"
            type="number"
          />
        }
      </app-editor-page>
      @if (mayExplain) {
        <section class="card why"><app-agent-why [agentId]="id()" /></section>
      }
    </ng-container>
  `,
  styles: `
    .why {
      max-width: 880px;
      margin-top: 16px;
      padding: 20px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AgentRoutingPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly mayManage = this.session.may('queues.manage');
  protected readonly mayExplain = this.session.may('calls.explain');
  protected readonly channels = WORK_CHANNELS;
  protected readonly skills = names<Skill>('/skills', ({ name }) => name, this.session.has('sbr-pbr-queues'));
  protected readonly agents = names<{ id: string; name: string }>('/agents', ({ name }) => name);
  protected readonly form = new FormGroup({
    skills: new FormArray<ReturnType<typeof skillRow>>([]),
    capacity: new FormGroup({
      call: number(1, 0, 1),
      chat: number(6, 0, 20),
      messenger: number(3, 0, 20),
      mail: number(5, 0, 20),
      sms: number(5, 0, 20),
    }),
  });

  readonly editor = editor<Routing>({
    form: this.form,
    load: async () => this.versioned(await this.api.get<AgentRouting>(`/agents/${this.id()}/routing`)),
    show: ({ skills, capacity }) => {
      this.form.controls.skills.clear();
      for (const { skillId, level } of skills) this.form.controls.skills.push(skillRow(skillId, level));
      this.form.controls.capacity.reset(capacity);
      if (!this.mayManage) this.form.disable();
    },
    save: async () =>
      this.versioned(await this.api.put<AgentRouting>(`/agents/${this.id()}/routing`, this.form.getRawValue())),
  });

  protected channelName = (channel: string): string => this.vocabulary.word('skills.channels', channel);

  protected add(): void {
    this.form.controls.skills.push(skillRow());
    this.form.controls.skills.markAsDirty();
  }

  /** It is put as a whole and has no version. */
  private versioned = (routing: AgentRouting): Routing => ({ ...routing, version: 0 });
}
