import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Classifier, SamplingRule } from '#contracts';
import { SelectField, TextField, ToggleField } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { names, type Named } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';

const whole = (value: number, min: number, max: number) =>
  new FormControl(value, {
    nonNullable: true,
    validators: [Validators.required, Validators.min(min), Validators.max(max)],
  });

/** One rule: how many conversations of each agent a week, of which queues, results and lengths, by which scorecard. */
@Component({
  selector: 'app-sampling-rule-page',
  imports: [TranslocoDirective, SelectField, TextField, ToggleField, EditorPage],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="editor.entity()?.name ?? t('quality.newRule')"
      back="/quality/rules"
      [editor]="editor"
      [readOnly]="!mayManage"
      [deletable]="mayManage"
      (deleted)="delete()"
    >
      @let fields = form.controls;
      <ui-text-field [control]="fields.name" [label]="t('quality.name')" />
      <ui-select-field
        [control]="fields.scorecardId"
        [label]="t('quality.scorecard')"
        [options]="scorecards.options()"
      />
      <ui-text-field
        [control]="fields.perAgent"
        [label]="t('quality.perAgent')"
        [hint]="t('quality.perAgentHint')"
        type="number"
      />
      <ui-text-field [control]="fields.minTalkSeconds" [label]="t('quality.minTalk')" type="number" suffix="s" />
      <ui-select-field
        [control]="fields.queueIds"
        [label]="t('quality.queues')"
        [hint]="t('quality.emptyAll')"
        [options]="queues.options()"
        [multiple]="true"
      />
      <ui-select-field
        [control]="fields.classifierIds"
        [label]="t('quality.classifiers')"
        [hint]="t('quality.emptyAll')"
        [options]="classifiers.options()"
        [multiple]="true"
      />
      <ui-toggle-field [control]="fields.active" [label]="t('quality.active')" />
    </app-editor-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SamplingRulePage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  protected readonly mayManage = inject(Session).may('quality.manage');
  private readonly isNew = computed(() => this.id() === 'new');
  protected readonly scorecards = names<Named>('/scorecards/names', ({ name }) => name);
  protected readonly queues = names<Named>('/queues/names', ({ name }) => name);
  protected readonly classifiers = names<Classifier>('/classifiers', ({ name }) => name);
  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.maxLength(80)] }),
    scorecardId: new FormControl('', { nonNullable: true, validators: Validators.required }),
    perAgent: whole(3, 1, 50),
    minTalkSeconds: whole(60, 0, 36_000),
    queueIds: new FormControl<string[]>([], { nonNullable: true }),
    classifierIds: new FormControl<string[]>([], { nonNullable: true }),
    active: new FormControl(true, { nonNullable: true }),
  });

  readonly editor = editor<SamplingRule>({
    form: this.form,
    load: () => (this.isNew() ? Promise.resolve(null) : this.api.get<SamplingRule>(`/sampling-rules/${this.id()}`)),
    show: (rule) => {
      this.form.patchValue(rule);
      if (!this.mayManage) this.form.disable();
    },
    save: (version) => {
      const body = this.form.getRawValue();
      return version === undefined
        ? this.api.post<SamplingRule>('/sampling-rules', body)
        : this.api.patch<SamplingRule>(`/sampling-rules/${this.id()}`, { ...body, version });
    },
    saved: (_rule, isNew) => {
      if (isNew) void this.router.navigateByUrl('/quality/rules');
    },
  });

  protected delete(): void {
    const name = this.editor.entity()?.name ?? '';
    void this.deletion.of(`/sampling-rules/${this.id()}`, { name, form: this.form, back: '/quality/rules' });
  }
}
