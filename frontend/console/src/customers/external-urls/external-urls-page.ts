import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, FormGroup } from '@angular/forms';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ExternalUrlRules } from '#contracts';
import { LinesField } from '../../../../ui';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';

/** Which addresses outside desks may open. */
@Component({
  selector: 'app-external-urls-page',
  imports: [TranslocoDirective, LinesField, EditorPage],
  template: `
    <app-editor-page *transloco="let t" [title]="t('nav.externalUrls')" back="/" [editor]="editor">
      <ui-lines-field
        class="wide"
        [control]="form.controls.hosts"
        [label]="t('externalUrls.hosts')"
        [hint]="t('externalUrls.hostsHint')"
        [lines]="6"
      />
      <ui-lines-field
        class="wide"
        [control]="form.controls.schemes"
        [label]="t('externalUrls.schemes')"
        [hint]="t('externalUrls.schemesHint')"
      />
    </app-editor-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ExternalUrlsPage {
  private readonly api = inject(Api);
  protected readonly form = new FormGroup({
    hosts: new FormControl<string[]>([], { nonNullable: true }),
    schemes: new FormControl<string[]>([], { nonNullable: true }),
  });
  readonly editor = editor<ExternalUrlRules>({
    form: this.form,
    load: () => this.api.get<ExternalUrlRules>('/external-urls'),
    show: (rules) => this.form.reset(rules),
    save: (version = 0) => this.api.put<ExternalUrlRules>('/external-urls', { ...this.form.getRawValue(), version }),
  });
}
