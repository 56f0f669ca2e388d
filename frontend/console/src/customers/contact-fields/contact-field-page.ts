import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { FIELD_TYPES, type ContactField, type FieldType, type Group, type SaveContactField } from '#contracts';
import { LinesField, SelectField, TextField, ToggleField, type Option } from '../../../../ui';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';
import { Vocabulary } from '../../platform/language/vocabulary';
import { FieldDefinitions } from '../contacts/field-definitions';

@Component({
  selector: 'app-contact-field-page',
  imports: [TranslocoDirective, LinesField, SelectField, TextField, ToggleField, EditorPage],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="editor.entity()?.label ?? t('contactFields.new')"
      back="/contact-fields"
      [editor]="editor"
    >
      <ui-text-field [control]="form.controls.label" [label]="t('contactFields.label')" />
      <ui-text-field
        [control]="form.controls.key"
        [label]="t('contactFields.key')"
        [hint]="t('contactFields.keyHint')"
      />
      <ui-select-field [control]="form.controls.type" [label]="t('contactFields.type')" [options]="types()" />
      <ui-select-field [control]="form.controls.campaignId" [label]="t('contactFields.scope')" [options]="scopes()" />
      @if (type() === 'choice') {
        <ui-lines-field
          class="wide"
          [control]="form.controls.choices"
          [label]="t('contactFields.choices')"
          [hint]="t('ui.onePerLine')"
        />
      }
      <ui-toggle-field [control]="form.controls.required" [label]="t('contactFields.requiredLabel')" />
      <ui-toggle-field [control]="form.controls.unique" [label]="t('contactFields.uniqueLabel')" />
      <ui-toggle-field [control]="form.controls.searchable" [label]="t('contactFields.searchable')" />
      <ui-toggle-field [control]="form.controls.active" [label]="t('contactFields.activeLabel')" />
      <ui-select-field
        [control]="form.controls.groupIds"
        [label]="t('contactFields.groups')"
        [hint]="t('contactFields.groupsHint')"
        [options]="groups()"
        [multiple]="true"
      />
      <ui-text-field [control]="form.controls.position" [label]="t('contactFields.position')" type="number" />
    </app-editor-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContactFieldPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly transloco = inject(TranslocoService);
  private readonly vocabulary = inject(Vocabulary);
  private readonly definitions = inject(FieldDefinitions);
  protected readonly form = new FormGroup({
    label: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    key: new FormControl('', {
      nonNullable: true,
      validators: [Validators.required, Validators.pattern(/^[a-z][a-z0-9_]{0,39}$/)],
    }),
    type: new FormControl<FieldType>('text', { nonNullable: true }),
    campaignId: new FormControl<string | null>(null),
    choices: new FormControl<string[]>([], { nonNullable: true }),
    required: new FormControl(false, { nonNullable: true }),
    unique: new FormControl(false, { nonNullable: true }),
    searchable: new FormControl(false, { nonNullable: true }),
    active: new FormControl(true, { nonNullable: true }),
    groupIds: new FormControl<string[]>([], { nonNullable: true }),
    position: new FormControl(0, { nonNullable: true }),
  });
  protected readonly type = toSignal(this.form.controls.type.valueChanges, { initialValue: 'text' });
  private readonly allGroups = resource({ loader: () => this.api.all<Group>('/groups') });
  private readonly campaigns = resource({
    loader: () => this.api.get<{ id: string; name: string }[]>('/records/campaigns'),
  });
  protected readonly groups = computed((): Option[] =>
    (this.allGroups.hasValue() ? this.allGroups.value() : []).map(({ id, name }) => ({ value: id, label: name })),
  );
  protected readonly scopes = computed((): Option[] => [
    { value: null, label: this.transloco.translate('contactFields.ofContacts') },
    ...(this.campaigns.hasValue() ? this.campaigns.value() : []).map(({ id, name }) => ({ value: id, label: name })),
  ]);

  readonly editor = editor<ContactField>({
    form: this.form,
    load: async () => {
      if (this.id() === 'new') return null;
      const all = await this.api.all<ContactField>('/contact-fields');
      return all.find(({ id }) => id === this.id()) ?? null;
    },
    show: (field) => {
      this.form.reset(field);
      // Values are stored under them.
      for (const fixed of ['key', 'type', 'campaignId'] as const) this.form.controls[fixed].disable();
    },
    save: (version) => {
      const { position, ...value } = this.form.getRawValue();
      const body: SaveContactField = { ...value, position: Number(position) };
      return version === undefined
        ? this.api.post<ContactField>('/contact-fields', body)
        : this.api.patch<ContactField>(`/contact-fields/${this.id()}`, { ...body, version });
    },
    saved: () => {
      this.definitions.reload();
      void this.router.navigateByUrl('/contact-fields');
    },
  });

  protected types = () => this.vocabulary.options('fieldTypes', FIELD_TYPES);
}
