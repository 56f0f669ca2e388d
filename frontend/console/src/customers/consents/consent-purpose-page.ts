import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { CONSENT_BASES, CONSENT_CHANNELS, type ConsentChannel, type ConsentPurpose } from '#contracts';
import { SelectField, TextField, ToggleField, type Option } from '../../../../ui';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';

/** What a consent is given for: its words, its ways, and whether one must agree or may object. */
@Component({
  selector: 'app-consent-purpose-page',
  imports: [TranslocoDirective, SelectField, TextField, ToggleField, EditorPage],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="editor.entity()?.name ?? t('consents.newPurpose')"
      back="/consents/purposes"
      [editor]="editor"
    >
      <ui-text-field [control]="form.controls.name" [label]="t('consents.name')" />
      <ui-text-field [control]="form.controls.id" [label]="t('consents.key')" [hint]="t('consents.keyHint')" />
      <ui-select-field [control]="form.controls.basis" [label]="t('consents.basis')" [options]="bases()" />
      <ui-select-field
        [control]="form.controls.channels"
        [label]="t('consents.channels')"
        [options]="channels()"
        [multiple]="true"
        [hint]="t('consents.channelsHint')"
      />
      <ui-text-field
        class="wide"
        [control]="form.controls.wording"
        [label]="t('consents.wording')"
        [hint]="t('consents.wordingHint')"
        [lines]="5"
      />
      <ui-toggle-field
        class="wide"
        [control]="form.controls.active"
        [label]="t('consents.activeLabel')"
        [hint]="t('consents.activeHint')"
      />
    </app-editor-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ConsentPurposePage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly transloco = inject(TranslocoService);
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly form = new FormGroup({
    id: new FormControl('', {
      nonNullable: true,
      validators: [Validators.required, Validators.pattern(/^[a-z][a-z0-9-]{0,39}$/)],
    }),
    name: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    basis: new FormControl<ConsentPurpose['basis']>('consent', { nonNullable: true }),
    channels: new FormControl<ConsentChannel[]>([...CONSENT_CHANNELS], {
      nonNullable: true,
      validators: [Validators.required],
    }),
    wording: new FormControl('', { nonNullable: true }),
    active: new FormControl(true, { nonNullable: true }),
  });

  readonly editor = editor<ConsentPurpose>({
    form: this.form,
    load: async () => {
      if (this.isNew()) return null;
      const all = await this.api.get<ConsentPurpose[]>('/consent-purposes');
      return all.find(({ id }) => id === this.id()) ?? null;
    },
    show: (purpose) => {
      this.form.reset(purpose);
      this.form.controls.id.disable();
    },
    save: (version) => {
      const { id, ...body } = this.form.getRawValue();
      return this.api.put<ConsentPurpose>(`/consent-purposes/${id}`, { ...body, version });
    },
    saved: (_purpose, isNew) => {
      if (isNew) void this.router.navigateByUrl('/consents/purposes');
    },
  });

  protected bases = (): Option[] => this.words('consentBases', CONSENT_BASES);
  protected channels = (): Option[] => this.words('consentChannels', CONSENT_CHANNELS);

  private words(family: string, values: readonly string[]): Option[] {
    return values.map((value) => ({ value, label: this.transloco.translate(`${family}.${value}`) }));
  }
}
