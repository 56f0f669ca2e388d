import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Scorecard } from '#contracts';
import { TextField, ToggleField } from '../../../../ui';
import { freshKey } from '../../customers/scripts/script-form';
import { DocumentState } from '../../platform/documents/document-state';
import { DocumentVersions } from '../../platform/documents/document-versions';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Toasts } from '../../platform/look/toasts';
import { RuleRows } from '../../work/queues/rule-rows';
import {
  criterionIds,
  criterionRow,
  documentOf,
  scorecardForm,
  sectionRow,
  showScorecard,
  type SectionRow,
} from './scorecard-form';

/** One scorecard: sections, criteria and their weights; saving keeps a draft, publishing has people scored by it. */
@Component({
  selector: 'app-scorecard-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    TranslocoDirective,
    TextField,
    ToggleField,
    DocumentState,
    DocumentVersions,
    EditorPage,
    RuleRows,
  ],
  templateUrl: './scorecard-page.html',
  styleUrl: './scorecard-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScorecardPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly mayManage = inject(Session).may('quality.manage');
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly form = scorecardForm();
  protected readonly publishing = signal(false);

  readonly editor = editor<Scorecard>({
    form: this.form,
    load: () => (this.isNew() ? Promise.resolve(null) : this.api.get<Scorecard>(`/scorecards/${this.id()}`)),
    show: (scorecard) => {
      showScorecard(this.form, scorecard);
      if (!this.mayManage) this.form.disable();
    },
    save: (version) => this.store(version),
    saved: ({ id }, isNew) => {
      if (isNew) void this.router.navigateByUrl(`/quality/scorecards/${id}`);
    },
  });

  private async store(version: number | undefined): Promise<Scorecard> {
    const { name } = this.form.getRawValue();
    const document = documentOf(this.form);
    if (version === undefined) return this.api.post<Scorecard>('/scorecards', { name, document });
    const draftVersion = this.editor.entity()?.draftVersion ?? 1;
    const saved = await this.api.put<Scorecard>(`/scorecards/${this.id()}/draft`, { document, draftVersion });
    return name === saved.name ? saved : this.api.patch<Scorecard>(`/scorecards/${this.id()}`, { name, version });
  }

  protected async publish(): Promise<void> {
    const scorecard = this.editor.entity();
    if (!scorecard) return;
    this.publishing.set(true);
    const body = { draftVersion: scorecard.draftVersion };
    const path = `/scorecards/${scorecard.id}/publish`;
    const done = await this.toasts.try(() => this.api.post(path, body), 'documents.saidLive');
    this.publishing.set(false);
    if (done) await this.editor.load();
  }

  protected addSection(): void {
    const { sections } = this.form.controls;
    const taken = sections.controls.map((row) => row.controls.id.value);
    sections.push(sectionRow(freshKey('s', taken)));
    sections.markAsDirty();
  }

  protected addCriterion(section: SectionRow): void {
    section.controls.criteria.push(criterionRow(freshKey('c', criterionIds(this.form))));
    section.markAsDirty();
  }

  protected remove(at: number): void {
    this.form.controls.sections.removeAt(at);
    this.form.markAsDirty();
  }

  protected delete(): void {
    void this.deletion.of(`/scorecards/${this.id()}`, {
      name: this.editor.entity()?.name ?? '',
      form: this.form,
      back: '/quality/scorecards',
    });
  }
}
