import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import {
  AGENT_KINDS,
  CAMPAIGN_KINDS,
  LANGUAGES,
  type Campaign,
  type CampaignAction,
  type CampaignKind,
  type CampaignState,
  type Classifier,
  type DiallingStrategy,
  type Group,
  RECORD_RULES,
} from '#contracts';
import { ask, SelectField, StatusChip, TextField, ToggleField, type Option } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { names } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { Toasts } from '../../platform/look/toasts';
import { CampaignAttemptsRules } from './campaign-attempts-rules';
import { CampaignCallerId } from './campaign-caller-id';
import { campaignForm, campaignOf, showCampaign } from './campaign-form';
import { toneOf } from './campaign-look';
import { CampaignNumbersPanel } from './campaign-numbers';
import { CampaignPacing } from './campaign-pacing';
import { CampaignTimes } from './campaign-times';

const FEATURES: Readonly<Record<CampaignKind, string>> = {
  preview: 'preview-dialer',
  progressive: 'progressive-dialer',
  predictive: 'predictive-dialer',
  automatic: 'automatic-caller',
  'voice-mailing': 'automatic-caller',
};

/** One campaign: whom it calls when and how, and how it goes. */
@Component({
  selector: 'app-campaign-page',
  imports: [
    MatButtonModule,
    RouterLink,
    TranslocoDirective,
    SelectField,
    StatusChip,
    TextField,
    ToggleField,
    EditorPage,
    CampaignAttemptsRules,
    CampaignCallerId,
    CampaignNumbersPanel,
    CampaignPacing,
    CampaignTimes,
  ],
  templateUrl: './campaign-page.html',
  styles: `
    .actions {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CampaignPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly dialog = inject(MatDialog);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly vocabulary = inject(Vocabulary);
  private readonly words = this.vocabulary.options;
  protected readonly mayManage = this.session.may('campaigns.manage');
  protected readonly maySeeRecords = this.session.may('records.view');
  protected readonly hasDetection = this.session.has('amd');
  protected readonly keepsRelationships = this.session.has('relationship-keeping');
  protected readonly agentKinds = AGENT_KINDS;
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly form = campaignForm();
  /** Behind the hint, not in it: a translation fills in every brace. */
  protected readonly example = ' {{ contact.firstName }}';
  protected readonly tone = (state: CampaignState) => toneOf(state);

  protected readonly agents = names<{ id: string; name: string; extension: string | null }>(
    '/agents',
    ({ name, extension }) => (extension ? `${name} · ${extension}` : name),
  );
  protected readonly groups = names<Group>('/groups', ({ name }) => name, this.session.may('groups.view'));
  protected readonly classifiers = names<Classifier>(
    '/classifiers',
    ({ name }) => name,
    this.session.may('classifiers.view'),
  );
  protected readonly strategies = names<DiallingStrategy>(
    '/dialling-strategies',
    ({ name }) => name,
    this.session.has('dialing-order'),
  );
  protected readonly flows = names<{ id: string; name: string }>(
    '/flows',
    ({ name }) => name,
    this.session.may('flows.view') && this.session.has('ivr'),
  );

  readonly editor = editor<Campaign>({
    form: this.form,
    load: () => (this.isNew() ? Promise.resolve(null) : this.api.get<Campaign>(`/campaigns/${this.id()}`)),
    show: (campaign) => {
      showCampaign(this.form, campaign);
      if (!this.mayManage) this.form.disable();
    },
    save: (version) => {
      const body = campaignOf(this.form, version);
      return version === undefined
        ? this.api.post<Campaign>('/campaigns', body)
        : this.api.put<Campaign>(`/campaigns/${this.id()}`, body);
    },
    saved: ({ id }, isNew) => {
      if (isNew) void this.router.navigateByUrl(`/campaigns/${id}`);
    },
  });

  protected readonly kinds = (): Option<string>[] =>
    CAMPAIGN_KINDS.filter((kind) => this.session.has(FEATURES[kind]) || kind === this.form.controls.kind.value).map(
      (value) => ({
        value,
        label: this.vocabulary.word('campaignKinds', value),
        hint: this.vocabulary.word('campaignKindHints', value),
      }),
    );
  protected readonly modes = (): Option<string>[] => this.words('pacingModes', ['hard', 'steered']);
  protected readonly recordOptions = (): Option<string>[] => this.words('queues.recordChoices', RECORD_RULES);
  protected readonly machineActions = (): Option<string>[] =>
    this.words('machineActions', ['hang-up', 'leave-message']);
  protected readonly languages = (): Option[] => [
    { value: null, label: this.vocabulary.word('campaigns', 'languageDefault') },
    ...this.vocabulary.options('languages', LANGUAGES),
  ];
  protected readonly strategyOptions = (): Option[] => [
    { value: null, label: this.vocabulary.word('campaigns', 'strategyNone') },
    ...this.strategies.options(),
  ];

  /** Starting and stopping concerns people at once, so it is asked for. */
  protected async act(action: CampaignAction): Promise<void> {
    const t = (key: string): string => this.transloco.translate(key);
    const answer = await ask<'yes' | 'no'>(this.dialog, {
      title: t(`campaignQuestions.${action}`),
      text: t(`campaignConsequences.${action}`),
      choices: [
        { answer: 'no', label: t('ui.cancel') },
        { answer: 'yes', label: t(`campaignActions.${action}`), danger: action === 'finish' },
      ],
    });
    if (answer !== 'yes') return;
    await this.toasts.try(() => this.api.post(`/campaigns/${this.id()}/actions/${action}`));
    await this.editor.load();
  }

  protected delete(): void {
    void this.deletion.of(`/campaigns/${this.id()}`, {
      name: this.editor.entity()?.name ?? '',
      form: this.form,
      back: '/campaigns',
    });
  }
}
