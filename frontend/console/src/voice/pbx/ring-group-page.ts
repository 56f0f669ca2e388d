import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { RING_STRATEGIES, type RingGroup, type SaveRingGroup } from '#contracts';
import { OrderedPicker, SelectField, TextField, ToggleField, type Option } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { names } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { Vocabulary } from '../../platform/language/vocabulary';
import { PbxTargetFields, groupTargetOf, targetForm, targetValue } from './pbx-target';

@Component({
  selector: 'app-ring-group-page',
  imports: [TranslocoDirective, OrderedPicker, SelectField, TextField, ToggleField, EditorPage, PbxTargetFields],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="editor.entity()?.name ?? t('ringGroups.new')"
      back="/ring-groups"
      [editor]="editor"
      [deletable]="true"
      (deleted)="delete()"
    >
      @let controls = form.controls;
      <ui-text-field [control]="controls.name" [label]="t('ringGroups.name')" />
      <ui-text-field
        [control]="controls.extension"
        [label]="t('ringGroups.extension')"
        [hint]="t('ringGroups.extensionHint')"
      />
      <ui-select-field [control]="controls.strategy" [label]="t('ringGroups.strategy')" [options]="strategies()" />
      <ui-text-field
        [control]="controls.ringSeconds"
        [label]="t('ringGroups.ringSeconds')"
        [hint]="t('ringGroups.ringSecondsHint')"
        type="number"
      />
      <ui-ordered-picker
        class="wide"
        [control]="controls.memberIds"
        [label]="t('ringGroups.members')"
        [options]="people.options()"
      />
      <app-pbx-target class="wide" [form]="then" [label]="t('ringGroups.then')" />
      <ui-toggle-field class="wide" [control]="controls.active" [label]="t('ringGroups.activeLabel')" />
    </app-editor-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RingGroupPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly people = names<{ id: string; name: string }>('/agents', ({ name }) => name);
  protected readonly then = targetForm('hang-up');
  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    extension: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    strategy: new FormControl<RingGroup['strategy']>('all', { nonNullable: true }),
    ringSeconds: new FormControl(20, { nonNullable: true, validators: [Validators.required] }),
    memberIds: new FormControl<string[]>([], { nonNullable: true, validators: [Validators.required] }),
    active: new FormControl(true, { nonNullable: true }),
    then: this.then,
  });

  readonly editor = editor<RingGroup>({
    form: this.form,
    load: async () => (this.isNew() ? null : this.api.get<RingGroup>(`/ring-groups/${this.id()}`)),
    show: (group) => this.form.reset({ ...group, then: targetValue(group.then) }),
    save: (version) => {
      const { then: _then, ringSeconds, ...value } = this.form.getRawValue();
      const body: SaveRingGroup = {
        ...value,
        ringSeconds: Number(ringSeconds),
        then: groupTargetOf(this.then),
        ...(version !== undefined && { version }),
      };
      return version === undefined
        ? this.api.post<RingGroup>('/ring-groups', body)
        : this.api.put<RingGroup>(`/ring-groups/${this.id()}`, body);
    },
    saved: (_group, isNew) => {
      if (isNew) void this.router.navigateByUrl('/ring-groups');
    },
  });

  protected strategies(): Option<string>[] {
    return this.vocabulary.options('ringStrategies', RING_STRATEGIES);
  }

  protected delete(): void {
    void this.deletion.of(`/ring-groups/${this.id()}`, {
      name: this.editor.entity()?.name ?? '',
      form: this.form,
      back: '/ring-groups',
    });
  }
}
