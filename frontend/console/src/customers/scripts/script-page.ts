import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { Classifier, Script, ScriptDocument, ScriptFinding } from '#contracts';
import { SelectField, TextField, type Option } from '../../../../ui';
import { DocumentState } from '../../platform/documents/document-state';
import { DocumentVersions } from '../../platform/documents/document-versions';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { names, type Named } from '../../platform/forms/names';
import { moveRow, removeRow } from '../../platform/forms/rows';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { Toasts } from '../../platform/look/toasts';
import { RuleRows } from '../../work/queues/rule-rows';
import { RichTextEditor } from './rich-text-editor';
import { documentOf, freshKey, outcomeRow, scriptForm, showScript, stepRow } from './script-form';
import { ScriptPreview } from './script-preview';
import { ScriptStep } from './script-step';

/** One script: its steps, where it is shown, its versions; saving keeps a draft, publishing shows it. */
@Component({
  selector: 'app-script-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    RouterLink,
    TranslocoDirective,
    SelectField,
    TextField,
    DocumentState,
    DocumentVersions,
    EditorPage,
    RuleRows,
    RichTextEditor,
    ScriptStep,
  ],
  templateUrl: './script-page.html',
  styleUrl: './script-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScriptPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly dialog = inject(MatDialog);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly mayManage = this.session.may('scripts.manage');
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly form = scriptForm();
  protected readonly queues = names<Named>('/queues/names', ({ name }) => name);
  protected readonly campaigns = names<Named>('/campaigns', ({ name }) => name, this.session.may('campaigns.view'));
  private readonly classifiers = names<Classifier>('/classifiers', ({ name }) => name);
  protected readonly classifierOptions = computed((): Option<string | null>[] => [
    { value: null, label: this.vocabulary.word('scripts', 'noClassifier') },
    ...this.classifiers.options(),
  ]);
  protected readonly publishing = signal(false);
  /** One step is open at a time: a page of open editors could not be overlooked. */
  protected readonly opened = signal<string | null>(null);

  readonly editor = editor<Script>({
    form: this.form,
    load: () => (this.isNew() ? Promise.resolve(null) : this.api.get<Script>(`/scripts/${this.id()}`)),
    show: (script) => {
      showScript(this.form, script);
      if (!this.mayManage) this.form.disable();
    },
    save: (version) => this.store(version),
    saved: ({ id }, isNew) => {
      if (isNew) void this.router.navigateByUrl(`/scripts/${id}`);
    },
  });

  private async store(version: number | undefined): Promise<Script> {
    const { name, queueIds, campaignIds } = this.form.getRawValue();
    const document = documentOf(this.form);
    const made =
      version === undefined
        ? await this.api.post<Script>('/scripts', { name, document })
        : await this.api.put<Script>(`/scripts/${this.id()}/draft`, {
            document,
            draftVersion: this.editor.entity()?.draftVersion ?? 1,
          });
    const places = { name, queueIds, campaignIds, version: version ?? made.version };
    return this.api.patch<Script>(`/scripts/${made.id}`, places);
  }

  protected async publish(): Promise<void> {
    const script = this.editor.entity();
    if (!script) return;
    this.publishing.set(true);
    const body = { draftVersion: script.draftVersion };
    const done = await this.toasts.try(
      () => this.api.post(`/scripts/${script.id}/publish`, body),
      'documents.saidLive',
    );
    this.publishing.set(false);
    if (done) await this.editor.load();
  }

  protected async preview(): Promise<void> {
    const script = this.editor.entity();
    if (!script) return;
    await this.toasts.try(async () => {
      const data = await this.api.get<ScriptDocument>(`/scripts/${script.id}/preview`);
      this.dialog.open<ScriptPreview, ScriptDocument>(ScriptPreview, { data, width: '640px', maxWidth: '96vw' });
    });
  }

  protected addStep(): void {
    const { steps } = this.form.controls;
    const taken = steps.controls.map((step) => step.controls.id.value);
    const row = stepRow(freshKey('s', taken));
    steps.push(row);
    steps.markAsDirty();
    this.opened.set(row.controls.id.value);
  }

  protected move(at: number, by: -1 | 1): void {
    moveRow(this.form.controls.steps, at, by);
  }

  protected removeStep(at: number): void {
    removeRow(this.form.controls.steps, at);
  }

  protected addOutcome(): void {
    const { outcomes } = this.form.controls;
    outcomes.push(
      outcomeRow(
        freshKey(
          'o',
          outcomes.controls.map((row) => row.controls.id.value),
        ),
      ),
    );
    outcomes.markAsDirty();
  }

  protected toggle(id: string): void {
    this.opened.update((open) => (open === id ? null : id));
  }

  protected findingText({ code, stepId, of }: ScriptFinding): string {
    const at = this.form.controls.steps.controls.findIndex(({ controls }) => controls.id.value === stepId);
    const where = at < 0 ? '' : this.transloco.translate<string>('scripts.stepNumber', { number: at + 1 });
    return [where, of ?? '', this.vocabulary.word('scripts.findings', code)].filter((part) => part !== '').join(' · ');
  }

  protected delete(): void {
    void this.deletion.of(`/scripts/${this.id()}`, {
      name: this.editor.entity()?.name ?? '',
      form: this.form,
      back: '/scripts',
    });
  }
}
