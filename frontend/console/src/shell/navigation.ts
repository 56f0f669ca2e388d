import type { Permission } from '#contracts';
import type { IconName } from '../platform/look/icons';

export interface Place {
  readonly path: string;
  /** Key of the translated name; also the icon's meaning. */
  readonly name: string;
  readonly icon: IconName;
  /** Any of these opens it. */
  readonly permissions: readonly Permission[];
  /** Makes sense only with a phone. */
  readonly phone?: true;
  /** Function of the order that it belongs to. */
  readonly feature?: string;
}

export interface Section {
  readonly name: string;
  readonly places: readonly Place[];
}

/** Where one can go. A place without any of its permissions is neither shown nor opened. */
export const SECTIONS: readonly Section[] = [
  {
    name: 'work',
    places: [
      { path: '/desk', name: 'desk', icon: 'desk', permissions: ['calls.take'], phone: true },
      { path: '/my-phone', name: 'myPhone', icon: 'phone-desk', permissions: ['calls.take'], phone: true },
      { path: '/live', name: 'live', icon: 'live', permissions: ['live.view'] },
      { path: '/calls', name: 'calls', icon: 'calls', permissions: ['calls.history.all', 'calls.history.own'] },
      {
        path: '/recordings',
        name: 'recordings',
        icon: 'record',
        permissions: ['recordings.listen.all', 'recordings.listen.own'],
        feature: 'recordings-app',
      },
      {
        path: '/wallboards',
        name: 'wallboards',
        icon: 'wallboards',
        permissions: ['wallboards.view'],
        feature: 'wallboard',
      },
      { path: '/alerts', name: 'alerts', icon: 'alert', permissions: ['alerts.view'] },
      {
        path: '/quality',
        name: 'quality',
        icon: 'quality',
        permissions: ['quality.own', 'quality.view'],
        feature: 'quality-assurance',
      },
      { path: '/bi-reports', name: 'biReports', icon: 'bi-reports', permissions: ['bi-reports.view'] },
      { path: '/reports', name: 'reports', icon: 'reports', permissions: ['reports.view'] },
      {
        path: '/schedule',
        name: 'schedule',
        icon: 'schedule',
        permissions: ['schedules.view', 'status.own'],
        feature: 'work-schedules',
      },
      { path: '/messages', name: 'messages', icon: 'mail', permissions: ['status.own', 'messages.send'] },
      { path: '/contacts', name: 'contacts', icon: 'contacts', permissions: ['contacts.view'] },
      {
        path: '/callbacks',
        name: 'callbacks',
        icon: 'callbacks',
        permissions: ['callbacks.manage'],
        feature: 'automatic-callbacks',
      },
      { path: '/voicemail', name: 'voicemail', icon: 'voicemail', permissions: ['voicemail.view'] },
      { path: '/duplicates', name: 'duplicates', icon: 'conference', permissions: ['contacts.merge'] },
      { path: '/imports', name: 'imports', icon: 'up', permissions: ['records.import'] },
      { path: '/consents', name: 'consents', icon: 'check', permissions: ['consents.report'] },
      { path: '/contact-fields', name: 'contactFields', icon: 'text', permissions: ['contact-fields.manage'] },
      { path: '/recontacts', name: 'recontacts', icon: 'recontacts', permissions: ['recontacts.view'] },
    ],
  },
  {
    name: 'telephony',
    places: [
      { path: '/campaigns', name: 'campaigns', icon: 'campaigns', permissions: ['campaigns.view'] },
      { path: '/caller-ids', name: 'callerIds', icon: 'outbound', permissions: ['campaigns.view'] },
      { path: '/goals', name: 'goals', icon: 'goals', permissions: ['goals.view'], feature: 'campaign-goals' },
      {
        path: '/dialling-strategies',
        name: 'diallingStrategies',
        icon: 'dialling-order',
        permissions: ['dialling-strategies.manage'],
        feature: 'dialing-order',
      },
      { path: '/queues', name: 'queues', icon: 'queues', permissions: ['queues.view'] },
      {
        path: '/skills',
        name: 'skills',
        icon: 'skills',
        permissions: ['queues.view'],
        feature: 'sbr-pbr-queues',
      },
      {
        path: '/channel-priorities',
        name: 'channelPriorities',
        icon: 'priorities',
        permissions: ['queues.view'],
        feature: 'prioritisation',
      },
      { path: '/what-if', name: 'whatIf', icon: 'what-if', permissions: ['what-if.run'] },
      { path: '/numbers', name: 'numbers', icon: 'numbers', permissions: ['numbers.manage'] },
      { path: '/ring-groups', name: 'ringGroups', icon: 'ring-groups', permissions: ['pbx.manage'] },
      { path: '/prompts', name: 'prompts', icon: 'speaker', permissions: ['prompts.view'] },
      { path: '/playlists', name: 'playlists', icon: 'music', permissions: ['prompts.view'] },
      { path: '/gsm', name: 'gsm', icon: 'gsm', permissions: ['gsm.calls'], feature: 'gsm-monitoring' },
      { path: '/ivr', name: 'ivr', icon: 'ivr', permissions: ['flows.view'], feature: 'ivr' },
      {
        path: '/voicemail-boxes',
        name: 'voicemailBoxes',
        icon: 'voicemail-boxes',
        permissions: ['voicemail.manage'],
      },
      { path: '/scripts', name: 'scripts', icon: 'scripts', permissions: ['scripts.view'], feature: 'scripter' },
      { path: '/surveys', name: 'surveys', icon: 'surveys', permissions: ['surveys.view'] },
      { path: '/trunks', name: 'trunks', icon: 'trunks', permissions: ['trunks.manage'] },
      { path: '/trunk-routes', name: 'trunkRoutes', icon: 'trunk-routes', permissions: ['trunks.manage'] },
      {
        path: '/blacklist',
        name: 'blacklist',
        icon: 'blacklist',
        permissions: ['blacklist.view'],
        feature: 'blacklist',
      },
      { path: '/hlr', name: 'hlr', icon: 'gsm', permissions: ['hlr.view'], feature: 'hlr' },
      { path: '/classifiers', name: 'classifiers', icon: 'classifiers', permissions: ['classifiers.manage'] },
      {
        path: '/external-urls',
        name: 'externalUrls',
        icon: 'link',
        permissions: ['external-urls.manage'],
      },
    ],
  },
  {
    name: 'people',
    places: [
      { path: '/users', name: 'users', icon: 'users', permissions: ['users.view'] },
      { path: '/breaks', name: 'breaks', icon: 'break', permissions: ['breaks.decide'], feature: 'breaks' },
      {
        path: '/supervisions',
        name: 'supervisions',
        icon: 'listen',
        permissions: ['calls.supervise'],
        feature: 'listen-whisper',
      },
      { path: '/statuses', name: 'statuses', icon: 'clock', permissions: ['live.view'] },
      { path: '/groups', name: 'groups', icon: 'groups', permissions: ['groups.view'] },
      { path: '/permission-sets', name: 'permissionSets', icon: 'permissions', permissions: ['permissions.manage'] },
      { path: '/ip-lists', name: 'ipLists', icon: 'ip-lists', permissions: ['access.manage'] },
    ],
  },
  {
    name: 'platform',
    places: [
      { path: '/order', name: 'order', icon: 'order', permissions: ['order.view'] },
      { path: '/audit', name: 'audit', icon: 'audit', permissions: ['audit.view'] },
      {
        path: '/reporting-database',
        name: 'reportingDatabase',
        icon: 'database',
        permissions: ['reporting-database.manage'],
        feature: 'reporting-database',
      },
      {
        path: '/archives',
        name: 'archives',
        icon: 'archive',
        permissions: ['recordings.manage'],
        feature: 'recordings-app',
      },
      { path: '/jobs', name: 'jobs', icon: 'jobs', permissions: ['jobs.manage'] },
      {
        path: '/critical-functions',
        name: 'criticalFunctions',
        icon: 'critical-functions',
        permissions: ['system.view'],
      },
      { path: '/appliance', name: 'appliance', icon: 'appliance', permissions: ['system.view'] },
      { path: '/sftp', name: 'sftp', icon: 'sftp', permissions: ['sftp.manage'] },
      { path: '/vpn', name: 'vpn', icon: 'vpn', permissions: ['vpn.manage'], feature: 'vpn-ipsec' },
    ],
  },
];

/** The sections with only what may be opened; empty ones are left out. */
export function sectionsFor(
  may: (permission: Permission) => boolean,
  hasPhone: boolean,
  has: (feature: string) => boolean = () => true,
): readonly Section[] {
  const isOpen = ({ permissions, phone, feature }: Place) =>
    permissions.some(may) && (hasPhone || !phone) && (feature === undefined || has(feature));
  return SECTIONS.map(({ name, places }) => ({ name, places: places.filter(isOpen) })).filter(
    ({ places }) => places.length > 0,
  );
}
