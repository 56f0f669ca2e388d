import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Classifier, SaveClassifier } from '#contracts';
import { TextField, ToggleField } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';
import { FollowUpFields } from './follow-up-fields';
import { followUpForm, followUpsOf, shown } from './follow-up-form';

@Component({
  selector: 'app-classifier-page',
  imports: [TranslocoDirective, TextField, ToggleField, EditorPage, FollowUpFields],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="editor.entity()?.name ?? t('classifiers.new')"
      back="/classifiers"
      [editor]="editor"
      [deletable]="true"
      (deleted)="delete()"
    >
      <ui-text-field class="wide" [control]="form.controls.name" [label]="t('classifiers.name')" />
      <ui-toggle-field
        [control]="form.controls.success"
        [label]="t('classifiers.successLabel')"
        [hint]="t('classifiers.successHint')"
      />
      @if (form.controls.success.value) {
        <ui-text-field
          [control]="form.controls.successValue"
          [label]="t('classifiers.successValue')"
          [hint]="t('classifiers.successValueHint')"
          type="number"
        />
      }
      <ui-toggle-field
        [control]="form.controls.active"
        [label]="t('classifiers.activeLabel')"
        [hint]="t('classifiers.activeHint')"
      />
      <app-follow-up-fields class="wide" [form]="form.controls.followUps" />
    </app-editor-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ClassifierPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    success: new FormControl(false, { nonNullable: true }),
    successValue: new FormControl<number | null>(null),
    active: new FormControl(true, { nonNullable: true }),
    followUps: followUpForm(),
  });

  readonly editor = editor<Classifier>({
    form: this.form,
    load: async () => (this.isNew() ? null : this.api.get<Classifier>(`/classifiers/${this.id()}`)),
    show: (classifier) => this.form.reset({ ...classifier, followUps: shown(classifier.followUps) }),
    save: (version) => {
      const { followUps, successValue, ...value } = this.form.getRawValue();
      const body: SaveClassifier = {
        ...value,
        successValue: value.success && successValue !== null ? Number(successValue) : null,
        followUps: followUpsOf(followUps),
        ...(version !== undefined && { version }),
      };
      return version === undefined
        ? this.api.post<Classifier>('/classifiers', body)
        : this.api.patch<Classifier>(`/classifiers/${this.id()}`, body);
    },
    saved: (_classifier, isNew) => {
      if (isNew) void this.router.navigateByUrl('/classifiers');
    },
  });

  protected delete(): void {
    void this.deletion.of(`/classifiers/${this.id()}`, {
      name: this.editor.entity()?.name ?? '',
      form: this.form,
      back: '/classifiers',
    });
  }
}
