/**
 * Every permission by name, and the roles that hold it by default. An administrator builds further permission sets from this table.
 * The administrator role holds all of them.
 */
export const ROLES = ['administrator', 'supervisor', 'agent', 'light-agent', 'pbx-user'] as const;
export type Role = (typeof ROLES)[number];

type DefaultRoles = readonly Exclude<Role, 'administrator'>[];
const supervisor: DefaultRoles = ['supervisor'];
const phone: DefaultRoles = ['supervisor', 'agent', 'pbx-user'];
const desk: DefaultRoles = ['supervisor', 'agent'];
const administratorOnly: DefaultRoles = [];

export const PERMISSIONS = {
  'calls.take': { roles: phone, en: 'Take and make calls', pl: 'Odbieranie i wykonywanie połączeń' },
  'calls.transfer': {
    roles: phone,
    en: 'Transfer calls and hold conferences',
    pl: 'Przekazywanie połączeń i konferencje',
  },
  'calls.history.own': { roles: phone, en: 'See own calls', pl: 'Podgląd własnych połączeń' },
  'calls.history.all': { roles: supervisor, en: 'See all calls', pl: 'Podgląd wszystkich połączeń' },
  'calls.explain': {
    roles: supervisor,
    en: 'See why a call went where it went',
    pl: 'Wgląd w decyzje o kierowaniu połączeń',
  },
  'calls.supervise': {
    roles: supervisor,
    en: 'Listen, whisper and barge in',
    pl: 'Podsłuch, podpowiadanie i wejście w rozmowę',
  },
  'contacts.view': { roles: desk, en: 'See contact cards', pl: 'Podgląd kart kontaktów' },
  'contacts.edit': { roles: desk, en: 'Edit and create contacts', pl: 'Edycja i tworzenie kontaktów' },
  'contacts.merge': { roles: supervisor, en: 'Merge contacts', pl: 'Scalanie kontaktów' },
  'contacts.prioritise': {
    roles: supervisor,
    en: 'Set priority and required skills of contacts',
    pl: 'Priorytet i wymagane umiejętności kontaktów',
  },
  'contact-fields.manage': { roles: administratorOnly, en: 'Define fields of contacts', pl: 'Pola kontaktów' },
  'records.view': { roles: desk, en: 'See records of campaigns', pl: 'Podgląd rekordów kampanii' },
  'records.manage': { roles: supervisor, en: 'Add and change records', pl: 'Dodawanie i zmiana rekordów' },
  'records.import': { roles: supervisor, en: 'Import records', pl: 'Import rekordów' },
  'records.export': { roles: supervisor, en: 'Export contacts and records', pl: 'Eksport kontaktów i rekordów' },
  'consents.view': { roles: desk, en: 'See consents', pl: 'Podgląd zgód' },
  'consents.edit': { roles: desk, en: 'Record consents and withdrawals', pl: 'Zapisywanie zgód i sprzeciwów' },
  'consents.report': {
    roles: supervisor,
    en: 'See and export the ledger of consents',
    pl: 'Rejestr zgód i jego eksport',
  },
  'consent-purposes.manage': { roles: administratorOnly, en: 'Edit purposes of consents', pl: 'Cele zgód' },
  'privacy.manage': {
    roles: administratorOnly,
    en: 'Answer requests of persons: copy and erasure of data',
    pl: 'Żądania osób: kopia i usunięcie danych',
  },
  'recordings.listen.own': { roles: administratorOnly, en: 'Listen to own recordings', pl: 'Odsłuch własnych nagrań' },
  'recordings.listen.all': { roles: supervisor, en: 'Listen to all recordings', pl: 'Odsłuch wszystkich nagrań' },
  'recordings.annotate': {
    roles: supervisor,
    en: 'Comment, tag and group recordings',
    pl: 'Komentarze, tagi i grupy nagrań',
  },
  'recordings.export': { roles: supervisor, en: 'Download recordings', pl: 'Pobieranie nagrań' },
  'recordings.delete': { roles: supervisor, en: 'Delete recordings', pl: 'Usuwanie nagrań' },
  'recordings.pause': {
    roles: administratorOnly,
    en: 'Pause recordings of calls of others (payment pages)',
    pl: 'Wstrzymywanie nagrań cudzych połączeń (strony płatności)',
  },
  'recordings.manage': {
    roles: administratorOnly,
    en: 'Keep recordings, check them and copy them to external resources',
    pl: 'Zatrzymywanie i sprawdzanie nagrań, kopie na zasobach zewnętrznych',
  },
  'status.own': { roles: phone, en: 'Change own status', pl: 'Zmiana własnego statusu' },
  'status.others': { roles: supervisor, en: "Change another user's status", pl: 'Zmiana statusu innego użytkownika' },
  'breaks.decide': { roles: supervisor, en: 'Approve and force breaks', pl: 'Akceptowanie i wymuszanie przerw' },
  'breaks.manage': {
    roles: administratorOnly,
    en: 'Define breaks and their limits',
    pl: 'Definiowanie przerw i limitów',
  },
  'live.view': { roles: supervisor, en: 'Live monitoring', pl: 'Livemonitoring' },
  'reports.view': { roles: supervisor, en: 'See reports', pl: 'Podgląd raportów' },
  'reports.send': { roles: supervisor, en: 'Have reports sent by e-mail', pl: 'Wysyłanie raportów e-mailem' },
  'views.share': { roles: supervisor, en: 'Share saved views with roles', pl: 'Udostępnianie widoków rolom' },
  'alerts.view': { roles: supervisor, en: 'See and acknowledge alerts', pl: 'Podgląd i potwierdzanie alertów' },
  'alerts.manage': { roles: supervisor, en: 'Edit rules of alerts', pl: 'Edycja reguł alertów' },
  'reporting-database.manage': {
    roles: administratorOnly,
    en: 'Users and state of the reporting database',
    pl: 'Użytkownicy i stan bazy raportowej',
  },
  'bi-reports.view': { roles: supervisor, en: 'See embedded reports', pl: 'Podgląd osadzonych raportów' },
  'bi-reports.manage': { roles: administratorOnly, en: 'Embed reports of Power BI', pl: 'Osadzanie raportów Power BI' },
  'wallboards.view': { roles: supervisor, en: 'See wallboards', pl: 'Podgląd tablic' },
  'wallboards.manage': {
    roles: supervisor,
    en: 'Edit wallboards and their links',
    pl: 'Edycja tablic i łączy do nich',
  },
  'queues.view': { roles: supervisor, en: 'See queues', pl: 'Podgląd kolejek' },
  'queues.manage': { roles: supervisor, en: 'Edit queues', pl: 'Edycja kolejek' },
  'what-if.run': {
    roles: supervisor,
    en: 'Replay past periods and try changes on them',
    pl: 'Odtwarzanie minionych okresów i próby zmian („co by było, gdyby”)',
  },
  'campaigns.view': { roles: supervisor, en: 'See campaigns', pl: 'Podgląd kampanii' },
  'campaigns.manage': { roles: supervisor, en: 'Edit, start and stop campaigns', pl: 'Edycja, start i stop kampanii' },
  'campaigns.work': { roles: desk, en: 'Work in campaigns', pl: 'Praca w kampaniach' },
  'dialling-strategies.manage': {
    roles: administratorOnly,
    en: 'Edit dialling order',
    pl: 'Edycja kolejności wydzwaniania',
  },
  'prompts.view': { roles: supervisor, en: 'See and hear prompts', pl: 'Podgląd i odsłuch zapowiedzi' },
  'prompts.manage': { roles: supervisor, en: 'Edit prompts and playlists', pl: 'Edycja zapowiedzi i list odtwarzania' },
  'classifiers.view': { roles: desk, en: 'See classifiers', pl: 'Podgląd klasyfikatorów' },
  'classifiers.manage': { roles: supervisor, en: 'Edit classifiers', pl: 'Edycja klasyfikatorów' },
  'scripts.view': { roles: supervisor, en: 'See scripts and their answers', pl: 'Podgląd skryptów i odpowiedzi' },
  'scripts.manage': { roles: supervisor, en: 'Edit and publish scripts', pl: 'Edycja i publikowanie skryptów' },
  'flows.view': { roles: supervisor, en: 'See IVR flows', pl: 'Podgląd scenariuszy IVR' },
  'flows.manage': { roles: supervisor, en: 'Edit and publish IVR flows', pl: 'Edycja i publikowanie scenariuszy IVR' },
  'recontacts.view': { roles: desk, en: 'See own and common recontacts', pl: 'Podgląd własnych i wspólnych ponowień' },
  'recontacts.manage': { roles: supervisor, en: 'See and change all recontacts', pl: 'Wszystkie ponowienia kontaktów' },
  'external-urls.manage': {
    roles: administratorOnly,
    en: 'Allow addresses that desks open',
    pl: 'Dozwolone adresy zewnętrzne',
  },
  'gsm.manage': {
    roles: administratorOnly,
    en: 'Add and revoke monitored mobile phones',
    pl: 'Telefony GSM Monitoring',
  },
  'gsm.calls': { roles: supervisor, en: 'See calls of mobile phones', pl: 'Połączenia telefonów komórkowych' },
  'schedules.view': { roles: supervisor, en: 'See work schedules', pl: 'Podgląd grafików pracy' },
  'schedules.manage': { roles: supervisor, en: 'Edit work schedules', pl: 'Edycja grafików pracy' },
  'messages.send': { roles: supervisor, en: 'Send messages to own people', pl: 'Wiadomości do swoich osób' },
  'messages.announce': {
    roles: administratorOnly,
    en: 'Announce updates and maintenance to everybody',
    pl: 'Ogłaszanie aktualizacji i prac serwisowych',
  },
  'numbers.manage': { roles: administratorOnly, en: 'Edit numbers', pl: 'Edycja numerów' },
  'callbacks.view': { roles: desk, en: 'See callbacks', pl: 'Podgląd oddzwonień' },
  'callbacks.manage': {
    roles: supervisor,
    en: 'Cancel callbacks and call back at once',
    pl: 'Anulowanie i natychmiastowe wykonywanie oddzwonień',
  },
  'voicemail.view': {
    roles: phone,
    en: 'Hear and handle messages of own voicemail boxes',
    pl: 'Odsłuch i obsługa wiadomości z własnych skrzynek głosowych',
  },
  'voicemail.manage': {
    roles: supervisor,
    en: 'Edit voicemail boxes of own people and see their messages',
    pl: 'Edycja skrzynek głosowych swoich osób i ich wiadomości',
  },
  'pbx.manage': { roles: administratorOnly, en: 'Edit ring groups', pl: 'Edycja grup dzwonienia' },
  'pbx.use': { roles: ['pbx-user'], en: 'Own phone without a desk', pl: 'Własny telefon bez pulpitu' },
  'blacklist.view': { roles: supervisor, en: 'See the blacklist', pl: 'Podgląd czarnej listy' },
  'blacklist.manage': { roles: supervisor, en: 'Edit the blacklist', pl: 'Edycja czarnej listy' },
  'goals.own': { roles: desk, en: 'See own goals', pl: 'Podgląd własnych celów' },
  'goals.view': { roles: supervisor, en: 'See goals and their progress', pl: 'Podgląd celów i ich realizacji' },
  'goals.manage': { roles: supervisor, en: 'Set goals', pl: 'Ustalanie celów' },
  'hlr.view': { roles: supervisor, en: 'See HLR checks and results', pl: 'Podgląd sprawdzeń HLR i ich wyników' },
  'hlr.check': { roles: supervisor, en: 'Have numbers checked (HLR)', pl: 'Zlecanie sprawdzeń HLR' },
  'hlr.manage': {
    roles: administratorOnly,
    en: 'Set automatic HLR checks and what follows from results',
    pl: 'Automatyczne sprawdzenia HLR i działania po wyniku',
  },
  'trunks.manage': { roles: administratorOnly, en: 'Edit trunks and routes', pl: 'Edycja trunków i tras' },
  'surveys.view': { roles: supervisor, en: 'See surveys and their results', pl: 'Podgląd ankiet i ich wyników' },
  'surveys.manage': { roles: supervisor, en: 'Edit and publish surveys', pl: 'Edycja i publikowanie ankiet' },
  'quality.own': { roles: desk, en: 'See and answer evaluations of own calls', pl: 'Oceny własnych rozmów' },
  'quality.view': { roles: supervisor, en: 'See evaluations and their report', pl: 'Podgląd ocen i ich raportu' },
  'quality.score': { roles: supervisor, en: 'Evaluate calls', pl: 'Ocenianie rozmów' },
  'quality.manage': {
    roles: supervisor,
    en: 'Edit scorecards and sampling rules',
    pl: 'Karty ocen i reguły losowania',
  },
  'users.view': { roles: supervisor, en: 'See users', pl: 'Podgląd użytkowników' },
  'users.manage': { roles: administratorOnly, en: 'Manage users', pl: 'Zarządzanie użytkownikami' },
  'groups.view': { roles: supervisor, en: 'See groups', pl: 'Podgląd grup' },
  'groups.manage': { roles: administratorOnly, en: 'Manage groups', pl: 'Zarządzanie grupami' },
  'permissions.manage': { roles: administratorOnly, en: 'Manage permission sets', pl: 'Zarządzanie uprawnieniami' },
  'access.manage': { roles: administratorOnly, en: 'Limit access by IP address', pl: 'Limitowanie adresów IP' },
  'order.view': {
    roles: supervisor,
    en: 'See the order and the use of limits',
    pl: 'Podgląd zamówienia i wykorzystania limitów',
  },
  'order.manage': { roles: administratorOnly, en: 'Edit the order', pl: 'Edycja zamówienia' },
  'audit.view': { roles: administratorOnly, en: 'Search the audit log', pl: 'Przeglądanie dziennika zdarzeń' },
  'jobs.manage': {
    roles: administratorOnly,
    en: 'See and retry background jobs',
    pl: 'Podgląd i ponawianie zadań w tle',
  },
  'system.view': { roles: administratorOnly, en: 'See the state of the system', pl: 'Podgląd stanu systemu' },
  'sftp.manage': { roles: administratorOnly, en: 'Set up SFTP accounts', pl: 'Konfiguracja kont SFTP' },
  'vpn.manage': { roles: administratorOnly, en: 'Set up VPN tunnels', pl: 'Konfiguracja tuneli VPN' },
} as const satisfies Record<string, { roles: DefaultRoles; en: string; pl: string }>;

export type Permission = keyof typeof PERMISSIONS;
export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as [Permission, ...Permission[]];

/** What `role` holds before any permission set is assigned. */
export function defaultPermissions(role: Role): Permission[] {
  return PERMISSION_NAMES.filter(
    (name) => role === 'administrator' || (PERMISSIONS[name].roles as readonly Role[]).includes(role),
  );
}
