import type { Routes } from '@angular/router';
import { permitted, sessionGuard } from './platform/identity/guards';
import { form, page, type Load } from './platform/identity/permitted-page';
import { homeGuard } from './shell/home-guard';
import { voiceRoutes } from './voice/voice-routes';

const notFound: Load = () => import('./shell/not-found-page').then(({ NotFoundPage }) => NotFoundPage);
const account: Load = () => import('./account/account-page').then(({ AccountPage }) => AccountPage);

const places: Routes = [
  page('live', ['live.view'], () => import('./insight/live/live-page').then(({ LivePage }) => LivePage)),
  page('wallboards', ['wallboards.view'], () =>
    import('./insight/wallboards/wallboards-page').then(({ WallboardsPage }) => WallboardsPage),
  ),
  form('wallboards/:id', ['wallboards.manage'], () =>
    import('./insight/wallboards/wallboard-page').then(({ WallboardPage }) => WallboardPage),
  ),
  page('alerts', ['alerts.view'], () => import('./insight/alerts/alerts-page').then(({ AlertsPage }) => AlertsPage)),
  page('alerts/rules', ['alerts.view'], () =>
    import('./insight/alerts/alert-rules-page').then(({ AlertRulesPage }) => AlertRulesPage),
  ),
  form('alerts/rules/:id', ['alerts.manage'], () =>
    import('./insight/alerts/alert-rule-page').then(({ AlertRulePage }) => AlertRulePage),
  ),
  page('reports', ['reports.view'], () =>
    import('./insight/reports/reports-page').then(({ ReportsPage }) => ReportsPage),
  ),
  page('reports/sent', ['reports.send'], () =>
    import('./insight/reports/sent-reports-page').then(({ SentReportsPage }) => SentReportsPage),
  ),
  form('reports/sent/:id', ['reports.send'], () =>
    import('./insight/reports/sent-report-page').then(({ SentReportPage }) => SentReportPage),
  ),
  page('contacts', ['contacts.view'], () =>
    import('./customers/contacts/contacts-page').then(({ ContactsPage }) => ContactsPage),
  ),
  form('contacts/:id', ['contacts.view'], () =>
    import('./customers/contacts/contact-page').then(({ ContactPage }) => ContactPage),
  ),
  page('duplicates', ['contacts.merge'], () =>
    import('./customers/duplicates/duplicates-page').then(({ DuplicatesPage }) => DuplicatesPage),
  ),
  page('scripts', ['scripts.view'], () =>
    import('./customers/scripts/scripts-page').then(({ ScriptsPage }) => ScriptsPage),
  ),
  form('scripts/:id', ['scripts.view'], () =>
    import('./customers/scripts/script-page').then(({ ScriptPage }) => ScriptPage),
  ),
  page('scripts/:id/results', ['scripts.view'], () =>
    import('./customers/scripts/script-results-page').then(({ ScriptResultsPage }) => ScriptResultsPage),
  ),
  page('imports', ['records.import'], () =>
    import('./customers/imports/imports-page').then(({ ImportsPage }) => ImportsPage),
  ),
  page('imports/:id', ['records.import'], () =>
    import('./customers/imports/import-page').then(({ ImportPage }) => ImportPage),
  ),
  page('consents', ['consents.report'], () =>
    import('./customers/consents/consents-page').then(({ ConsentsPage }) => ConsentsPage),
  ),
  page('consents/purposes', ['consent-purposes.manage'], () =>
    import('./customers/consents/consent-purposes-page').then(({ ConsentPurposesPage }) => ConsentPurposesPage),
  ),
  form('consents/purposes/:id', ['consent-purposes.manage'], () =>
    import('./customers/consents/consent-purpose-page').then(({ ConsentPurposePage }) => ConsentPurposePage),
  ),
  page('hlr', ['hlr.view'], () => import('./customers/hlr/hlr-page').then(({ HlrPage }) => HlrPage)),
  form('hlr/settings', ['hlr.manage'], () =>
    import('./customers/hlr/hlr-settings-page').then(({ HlrSettingsPage }) => HlrSettingsPage),
  ),
  page('contact-fields', ['contact-fields.manage'], () =>
    import('./customers/contact-fields/contact-fields-page').then(({ ContactFieldsPage }) => ContactFieldsPage),
  ),
  form('contact-fields/:id', ['contact-fields.manage'], () =>
    import('./customers/contact-fields/contact-field-page').then(({ ContactFieldPage }) => ContactFieldPage),
  ),
  page('queues', ['queues.view'], () => import('./work/queues/queues-page').then(({ QueuesPage }) => QueuesPage)),
  form('queues/:id', ['queues.view'], () => import('./work/queues/queue-page').then(({ QueuePage }) => QueuePage)),
  page('skills', ['queues.view'], () => import('./work/skills/skills-page').then(({ SkillsPage }) => SkillsPage)),
  form('skills/:id', ['queues.view'], () => import('./work/skills/skill-page').then(({ SkillPage }) => SkillPage)),
  form('agents/:id/routing', ['queues.view'], () =>
    import('./work/skills/agent-routing-page').then(({ AgentRoutingPage }) => AgentRoutingPage),
  ),
  page('messages', ['status.own', 'messages.send'], () =>
    import('./house/messages/messages-page').then(({ MessagesPage }) => MessagesPage),
  ),
  page('messages/sent', ['messages.send'], () =>
    import('./house/messages/sent-messages-page').then(({ SentMessagesPage }) => SentMessagesPage),
  ),
  form('messages/new', ['messages.send'], () =>
    import('./house/messages/new-message-page').then(({ NewMessagePage }) => NewMessagePage),
  ),
  page('schedule', ['schedules.view', 'status.own'], () =>
    import('./work/calendar/schedule-page').then(({ SchedulePage }) => SchedulePage),
  ),
  page('schedule/shifts', ['schedules.view'], () =>
    import('./work/calendar/shifts-page').then(({ ShiftsPage }) => ShiftsPage),
  ),
  form('schedule/shifts/:id', ['schedules.view'], () =>
    import('./work/calendar/shift-page').then(({ ShiftPage }) => ShiftPage),
  ),
  page('schedule/patterns', ['schedules.view'], () =>
    import('./work/calendar/patterns-page').then(({ PatternsPage }) => PatternsPage),
  ),
  form('schedule/patterns/:id', ['schedules.view'], () =>
    import('./work/calendar/pattern-page').then(({ PatternPage }) => PatternPage),
  ),
  page('breaks', ['breaks.decide'], () => import('./work/breaks/breaks-page').then(({ BreaksPage }) => BreaksPage)),
  page('breaks/kinds', ['breaks.decide'], () =>
    import('./work/breaks/break-kinds-page').then(({ BreakKindsPage }) => BreakKindsPage),
  ),
  form('breaks/kinds/:id', ['breaks.decide'], () =>
    import('./work/breaks/break-kind-page').then(({ BreakKindPage }) => BreakKindPage),
  ),
  page('breaks/limits', ['breaks.decide'], () =>
    import('./work/breaks/break-limits-page').then(({ BreakLimitsPage }) => BreakLimitsPage),
  ),
  form('breaks/limits/:id', ['breaks.decide'], () =>
    import('./work/breaks/break-limit-page').then(({ BreakLimitPage }) => BreakLimitPage),
  ),
  page('supervisions', ['calls.supervise'], () =>
    import('./insight/live/supervisions-page').then(({ SupervisionsPage }) => SupervisionsPage),
  ),
  page('statuses', ['live.view'], () => import('./work/agents/statuses-page').then(({ StatusesPage }) => StatusesPage)),
  form('channel-priorities', ['queues.view'], () =>
    import('./work/queues/channel-priorities-page').then(({ ChannelPrioritiesPage }) => ChannelPrioritiesPage),
  ),
  page('what-if', ['what-if.run'], () =>
    import('./work/what-if/what-if-list-page').then(({ WhatIfListPage }) => WhatIfListPage),
  ),
  form('what-if/new', ['what-if.run'], () =>
    import('./work/what-if/what-if-new-page').then(({ WhatIfNewPage }) => WhatIfNewPage),
  ),
  page('what-if/:id', ['what-if.run'], () =>
    import('./work/what-if/what-if-page').then(({ WhatIfPage }) => WhatIfPage),
  ),
  page('recontacts/calendar', ['recontacts.view'], () =>
    import('./customers/recontacts/recontact-calendar').then(({ RecontactCalendar }) => RecontactCalendar),
  ),
  page('recontacts', ['recontacts.view'], () =>
    import('./customers/recontacts/recontacts-page').then(({ RecontactsPage }) => RecontactsPage),
  ),
  form('external-urls', ['external-urls.manage'], () =>
    import('./customers/external-urls/external-urls-page').then(({ ExternalUrlsPage }) => ExternalUrlsPage),
  ),
  page('classifiers', ['classifiers.manage'], () =>
    import('./customers/classifiers/classifiers-page').then(({ ClassifiersPage }) => ClassifiersPage),
  ),
  form('classifiers/:id', ['classifiers.manage'], () =>
    import('./customers/classifiers/classifier-page').then(({ ClassifierPage }) => ClassifierPage),
  ),
  page('users', ['users.view'], () => import('./house/users/users-page').then(({ UsersPage }) => UsersPage)),
  form('users/:id', ['users.view'], () => import('./house/users/user-page').then(({ UserPage }) => UserPage)),
  page('groups', ['groups.view'], () => import('./house/groups/groups-page').then(({ GroupsPage }) => GroupsPage)),
  form('groups/:id', ['groups.view'], () => import('./house/groups/group-page').then(({ GroupPage }) => GroupPage)),
  page('permission-sets', ['permissions.manage'], () =>
    import('./house/permission-sets/permission-sets-page').then(({ PermissionSetsPage }) => PermissionSetsPage),
  ),
  form('permission-sets/:id', ['permissions.manage'], () =>
    import('./house/permission-sets/permission-set-page').then(({ PermissionSetPage }) => PermissionSetPage),
  ),
  page('ip-lists', ['access.manage'], () =>
    import('./house/ip-lists/ip-lists-page').then(({ IpListsPage }) => IpListsPage),
  ),
  form('ip-lists/:id', ['access.manage'], () =>
    import('./house/ip-lists/ip-list-page').then(({ IpListPage }) => IpListPage),
  ),
  form('order', ['order.view'], () => import('./house/order/order-page').then(({ OrderPage }) => OrderPage)),
  page('audit', ['audit.view'], () => import('./house/audit/audit-page').then(({ AuditPage }) => AuditPage)),
  page('critical-functions', ['system.view'], () =>
    import('./house/critical-functions/critical-functions-page').then(
      ({ CriticalFunctionsPage }) => CriticalFunctionsPage,
    ),
  ),
  page('appliance', ['system.view'], () =>
    import('./house/appliance/appliance-page').then(({ AppliancePage }) => AppliancePage),
  ),
  page('sftp', ['sftp.manage'], () =>
    import('./house/sftp/sftp-accounts-page').then(({ SftpAccountsPage }) => SftpAccountsPage),
  ),
  form('sftp/:id', ['sftp.manage'], () =>
    import('./house/sftp/sftp-account-page').then(({ SftpAccountPage }) => SftpAccountPage),
  ),
  page('vpn', ['vpn.manage'], () => import('./house/vpn/vpn-peers-page').then(({ VpnPeersPage }) => VpnPeersPage)),
  form('vpn/:id', ['vpn.manage'], () => import('./house/vpn/vpn-peer-page').then(({ VpnPeerPage }) => VpnPeerPage)),
  page('bi-reports', ['bi-reports.view'], () =>
    import('./insight/bi-reports/bi-reports-page').then(({ BiReportsPage }) => BiReportsPage),
  ),
  page('bi-reports/:id', ['bi-reports.view'], () =>
    import('./insight/bi-reports/bi-report-page').then(({ BiReportPage }) => BiReportPage),
  ),
  form('bi-reports/:id/edit', ['bi-reports.manage'], () =>
    import('./insight/bi-reports/bi-report-editor-page').then(({ BiReportEditorPage }) => BiReportEditorPage),
  ),
  page('reporting-database', ['reporting-database.manage'], () =>
    import('./insight/reporting-database/reporting-database-page').then(
      ({ ReportingDatabasePage }) => ReportingDatabasePage,
    ),
  ),
  page('jobs', ['jobs.manage'], () => import('./house/jobs/jobs-page').then(({ JobsPage }) => JobsPage)),
  ...voiceRoutes,
];

const wall: Load = () => import('./insight/wallboards/wall-page').then(({ WallPage }) => WallPage);

export const routes: Routes = [
  // A screen with a link: nobody signs in there.
  { path: 'wall', loadComponent: wall },
  { path: 'activate', data: { purpose: 'activate' }, loadComponent: account },
  { path: 'reset', data: { purpose: 'reset' }, loadComponent: account },
  {
    path: 'wallboards/:id/show',
    canActivate: [sessionGuard],
    // Guards of one route run at once; permissions are known only when the session is open.
    children: [{ path: '', canActivate: [permitted('wallboards.view')], loadComponent: wall }],
  },
  {
    path: '',
    canActivate: [sessionGuard],
    loadComponent: () => import('./shell/shell').then(({ Shell }) => Shell),
    children: [
      { path: '', pathMatch: 'full', canActivate: [homeGuard], children: [] },
      ...places,
      // Links in notifications say where they lead in the server's words.
      { path: 'admin/:place', redirectTo: ':place' },
      { path: 'forbidden', data: { forbidden: true }, loadComponent: notFound },
      { path: '**', loadComponent: notFound },
    ],
  },
];
