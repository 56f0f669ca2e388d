import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Skill } from '#contracts';
import { TextField } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';

/** One skill: its name. Who holds it is said on the person, who needs it on the queue. */
@Component({
  selector: 'app-skill-page',
  imports: [TranslocoDirective, TextField, EditorPage],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="editor.entity()?.name ?? t('skills.new')"
      back="/skills"
      [editor]="editor"
      [readOnly]="!mayManage"
      [deletable]="mayManage"
      (deleted)="delete()"
    >
      <ui-text-field [control]="form.controls.name" [label]="t('skills.name')" />
    </app-editor-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SkillPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  protected readonly mayManage = inject(Session).may('queues.manage');
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.maxLength(80)] }),
  });

  readonly editor = editor<Skill>({
    form: this.form,
    load: () => (this.isNew() ? Promise.resolve(null) : this.api.get<Skill>(`/skills/${this.id()}`)),
    show: ({ name }) => this.form.reset({ name }),
    save: (version) => {
      const body = { ...this.form.getRawValue(), ...(version !== undefined && { version }) };
      return version === undefined
        ? this.api.post<Skill>('/skills', body)
        : this.api.patch<Skill>(`/skills/${this.id()}`, body);
    },
    saved: (_skill, isNew) => {
      if (isNew) void this.router.navigateByUrl('/skills');
    },
  });

  protected delete(): void {
    const name = this.editor.entity()?.name ?? '';
    void this.deletion.of(`/skills/${this.id()}`, { name, form: this.form, back: '/skills' });
  }
}
