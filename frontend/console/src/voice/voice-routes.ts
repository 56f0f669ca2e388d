import type { Routes } from '@angular/router';
import { form, page } from '../platform/identity/permitted-page';
import { flowGuard } from './ivr/flow-guard';

/** The pages of calls, campaigns and what belongs to telephones. */
export const voiceRoutes: Routes = [
  page('desk', ['calls.take'], () => import('./desk/desk-page').then(({ DeskPage }) => DeskPage)),
  page('calls', ['calls.history.all', 'calls.history.own'], () =>
    import('./calls/call-history-page').then(({ CallHistoryPage }) => CallHistoryPage),
  ),
  page('calls/:id', ['calls.history.all', 'calls.history.own'], () =>
    import('./calls/call-page').then(({ CallPage }) => CallPage),
  ),
  page('recordings', ['recordings.listen.all', 'recordings.listen.own'], () =>
    import('./recordings/recordings-page').then(({ RecordingsPage }) => RecordingsPage),
  ),
  page('recordings/exports', ['recordings.export'], () =>
    import('./recordings/recording-exports-page').then(({ RecordingExportsPage }) => RecordingExportsPage),
  ),
  page('recordings/checks', ['recordings.manage'], () =>
    import('./recordings/recording-checks-page').then(({ RecordingChecksPage }) => RecordingChecksPage),
  ),
  page('recordings/:id', ['recordings.listen.all', 'recordings.listen.own'], () =>
    import('./recordings/recording-page').then(({ RecordingPage }) => RecordingPage),
  ),
  page('archives', ['recordings.manage'], () =>
    import('./recording-archive/archives-page').then(({ ArchivesPage }) => ArchivesPage),
  ),
  form('archives/:id', ['recordings.manage'], () =>
    import('./recording-archive/archive-page').then(({ ArchivePage }) => ArchivePage),
  ),
  page('archives/:id/copies', ['recordings.manage'], () =>
    import('./recording-archive/archive-copies-page').then(({ ArchiveCopiesPage }) => ArchiveCopiesPage),
  ),
  page('campaigns', ['campaigns.view'], () =>
    import('./campaigns/campaigns-page').then(({ CampaignsPage }) => CampaignsPage),
  ),
  form('campaigns/:id', ['campaigns.view'], () =>
    import('./campaigns/campaign-page').then(({ CampaignPage }) => CampaignPage),
  ),
  page('campaigns/:id/attempts', ['campaigns.view'], () =>
    import('./campaigns/campaign-attempts-page').then(({ CampaignAttemptsPage }) => CampaignAttemptsPage),
  ),
  page('campaigns/:id/answers', ['campaigns.view'], () =>
    import('./campaigns/campaign-answers-page').then(({ CampaignAnswersPage }) => CampaignAnswersPage),
  ),
  page('campaigns/:id/records', ['campaigns.view'], () =>
    import('./campaigns/campaign-records-page').then(({ CampaignRecordsPage }) => CampaignRecordsPage),
  ),
  page('campaigns/:id/records/:recordId', ['campaigns.view'], () =>
    import('./campaigns/campaign-record-page').then(({ CampaignRecordPage }) => CampaignRecordPage),
  ),
  page('dialling-strategies', ['campaigns.view'], () =>
    import('./campaigns/strategies-page').then(({ StrategiesPage }) => StrategiesPage),
  ),
  form('dialling-strategies/:id', ['dialling-strategies.manage'], () =>
    import('./campaigns/strategy-page').then(({ StrategyPage }) => StrategyPage),
  ),
  page('quality', ['quality.own', 'quality.view'], () =>
    import('./quality/evaluations-page').then(({ EvaluationsPage }) => EvaluationsPage),
  ),
  page('quality/evaluations/:id', ['quality.own', 'quality.view'], () =>
    import('./quality/evaluation-page').then(({ EvaluationPage }) => EvaluationPage),
  ),
  page('quality/tasks', ['quality.view'], () =>
    import('./quality/tasks-page').then(({ EvaluationTasksPage }) => EvaluationTasksPage),
  ),
  page('quality/report', ['quality.view'], () =>
    import('./quality/quality-report-page').then(({ QualityReportPage }) => QualityReportPage),
  ),
  page('quality/rules', ['quality.view'], () =>
    import('./quality/sampling-rules-page').then(({ SamplingRulesPage }) => SamplingRulesPage),
  ),
  form('quality/rules/:id', ['quality.view'], () =>
    import('./quality/sampling-rule-page').then(({ SamplingRulePage }) => SamplingRulePage),
  ),
  page('quality/scorecards', ['quality.view'], () =>
    import('./quality/scorecards-page').then(({ ScorecardsPage }) => ScorecardsPage),
  ),
  form('quality/scorecards/:id', ['quality.view'], () =>
    import('./quality/scorecard-page').then(({ ScorecardPage }) => ScorecardPage),
  ),
  page('caller-ids', ['campaigns.view'], () =>
    import('./campaigns/caller-ids-page').then(({ CallerIdsPage }) => CallerIdsPage),
  ),
  page('goals', ['goals.view'], () => import('./goals/goals-page').then(({ GoalsPage }) => GoalsPage)),
  page('goals/:id', ['goals.view'], () => import('./goals/goal-page').then(({ GoalPage }) => GoalPage)),
  form('goals/:id/edit', ['goals.manage'], () =>
    import('./goals/goal-edit-page').then(({ GoalEditPage }) => GoalEditPage),
  ),
  page('gsm', ['gsm.calls'], () => import('./gsm/gsm-calls-page').then(({ GsmCallsPage }) => GsmCallsPage)),
  page('gsm/devices', ['gsm.manage'], () =>
    import('./gsm/gsm-devices-page').then(({ GsmDevicesPage }) => GsmDevicesPage),
  ),
  page('ivr', ['flows.view'], () => import('./ivr/flows-page').then(({ FlowsPage }) => FlowsPage)),
  {
    ...page('ivr/:id', ['flows.view'], () => import('./ivr/flow-page').then(({ FlowPage }) => FlowPage)),
    canDeactivate: [flowGuard],
  },
  page('numbers', ['numbers.manage'], () => import('./numbers/numbers-page').then(({ NumbersPage }) => NumbersPage)),
  form('numbers/:id', ['numbers.manage'], () => import('./numbers/number-page').then(({ NumberPage }) => NumberPage)),
  page('prompts', ['prompts.view'], () => import('./prompts/prompts-page').then(({ PromptsPage }) => PromptsPage)),
  form('prompts/:id', ['prompts.view'], () => import('./prompts/prompt-page').then(({ PromptPage }) => PromptPage)),
  page('playlists', ['prompts.view'], () =>
    import('./prompts/playlists-page').then(({ PlaylistsPage }) => PlaylistsPage),
  ),
  form('playlists/:id', ['prompts.view'], () =>
    import('./prompts/playlist-page').then(({ PlaylistPage }) => PlaylistPage),
  ),
  form('my-phone', ['calls.take'], () => import('./pbx/my-phone-page').then(({ MyPhonePage }) => MyPhonePage)),
  page('ring-groups', ['pbx.manage'], () =>
    import('./pbx/ring-groups-page').then(({ RingGroupsPage }) => RingGroupsPage),
  ),
  form('ring-groups/:id', ['pbx.manage'], () =>
    import('./pbx/ring-group-page').then(({ RingGroupPage }) => RingGroupPage),
  ),
  page('trunks', ['trunks.manage'], () => import('./trunks/trunks-page').then(({ TrunksPage }) => TrunksPage)),
  form('trunks/:id', ['trunks.manage'], () => import('./trunks/trunk-page').then(({ TrunkPage }) => TrunkPage)),
  page('trunk-routes', ['trunks.manage'], () =>
    import('./trunks/trunk-routes-page').then(({ TrunkRoutesPage }) => TrunkRoutesPage),
  ),
  form('trunk-routes/:id', ['trunks.manage'], () =>
    import('./trunks/trunk-route-page').then(({ TrunkRoutePage }) => TrunkRoutePage),
  ),
  page('blacklist', ['blacklist.view'], () =>
    import('./blacklist/blacklist-page').then(({ BlacklistPage }) => BlacklistPage),
  ),
  form('blacklist/:id', ['blacklist.manage'], () =>
    import('./blacklist/blacklist-entry-page').then(({ BlacklistEntryPage }) => BlacklistEntryPage),
  ),
  page('callbacks', ['callbacks.manage'], () =>
    import('./callbacks/callbacks-page').then(({ CallbacksPage }) => CallbacksPage),
  ),
  page('surveys', ['surveys.view'], () => import('./surveys/surveys-page').then(({ SurveysPage }) => SurveysPage)),
  form('surveys/:id', ['surveys.view'], () => import('./surveys/survey-page').then(({ SurveyPage }) => SurveyPage)),
  page('surveys/:id/results', ['surveys.view'], () =>
    import('./surveys/survey-results-page').then(({ SurveyResultsPage }) => SurveyResultsPage),
  ),
  page('voicemail', ['voicemail.view'], () =>
    import('./voicemail/voicemail-page').then(({ VoicemailPage }) => VoicemailPage),
  ),
  form('voicemail/:id', ['voicemail.view'], () =>
    import('./voicemail/voicemail-message-page').then(({ VoicemailMessagePage }) => VoicemailMessagePage),
  ),
  page('voicemail-boxes', ['voicemail.manage'], () =>
    import('./voicemail/voicemail-boxes-page').then(({ VoicemailBoxesPage }) => VoicemailBoxesPage),
  ),
  form('voicemail-boxes/:id', ['voicemail.manage'], () =>
    import('./voicemail/voicemail-box-page').then(({ VoicemailBoxPage }) => VoicemailBoxPage),
  ),
];
