import { column, type ReportingTable } from './table';

const named = (
  name: string,
  means: string,
  more: Pick<ReportingTable, 'from' | 'feed'> & Partial<Pick<ReportingTable, 'where' | 'columns'>>,
): ReportingTable => ({
  name,
  means,
  primary: ['id'],
  key: 'id',
  ...more,
  columns: [
    column('id', 'uuid', 't.id', `The ${name}`),
    column('name', 'text', 't.name', 'As the console shows it'),
    ...(more.columns ?? []),
  ],
});

const whole = (...kinds: string[]) => ({ by: 'whole' as const, kinds });

const agent: ReportingTable = {
  name: 'agent',
  means: 'Users of the platform; those who left stay for the history of their work.',
  from: 'app_user t',
  primary: ['id'],
  key: 'id',
  feed: whole('user'),
  columns: [
    column('id', 'uuid', 't.id', 'The user'),
    column('login', 'text', 't.login', 'name@domain'),
    column('first_name', 'text', 't.first_name', 'First name'),
    column('last_name', 'text', 't.last_name', 'Last name'),
    column('role', 'text', 't.role', 'administrator, supervisor, agent, light-agent or pbx-user'),
    column('state', 'text', 't.state', 'invited, active or deactivated'),
    column('extension', 'text', 't.extension', 'Own extension'),
  ],
};

const agentGroup: ReportingTable = {
  name: 'agent_group',
  means: 'Who belongs to which group.',
  from: 'user_group_member t',
  primary: ['group_id', 'agent_id'],
  key: 'group_id',
  feed: whole('group', 'user'),
  columns: [column('group_id', 'uuid', 't.group_id', 'user_group'), column('agent_id', 'uuid', 't.user_id', 'agent')],
};

const contact: ReportingTable = {
  name: 'contact',
  means: 'Golden contacts. Whoever was erased, or merged into another contact, has no row.',
  from: 'contact t',
  where: 't.merged_into is null and t.erased_at is null',
  primary: ['id'],
  key: 'id',
  feed: { by: 'streams', kinds: ['contact', 'contact-source', 'contactimport'], mentioned: true },
  columns: [
    column('id', 'uuid', 't.id', 'The contact'),
    column('first_name', 'text', 't.first_name', 'First name'),
    column('last_name', 'text', 't.last_name', 'Last name'),
    column('company', 'text', 't.company', 'Company'),
    column('phones', 'text[]', 't.phones', 'Numbers, E.164'),
    column('emails', 'text[]', 't.emails', 'Mail addresses'),
    column('fields', 'jsonb', 't.fields', "The house's own fields"),
    column('created_at', 'timestamptz', 't.created_at', 'When it was made'),
    column('updated_at', 'timestamptz', 't.updated_at', 'When it was last changed'),
  ],
};

const surveyQuestion: ReportingTable = {
  name: 'survey_question',
  means: 'Questions of each published version of a survey.',
  from: `survey_version t cross join lateral jsonb_array_elements(t.document -> 'questions') with ordinality q (question, place)`,
  primary: ['survey_id', 'version', 'id'],
  key: 'survey_id',
  feed: whole('survey'),
  columns: [
    column('survey_id', 'uuid', 't.survey_id', 'survey'),
    column('version', 'integer', 't.number', 'Version of the survey'),
    column('id', 'text', `q.question ->> 'id'`, 'The question, as survey_answer.question_id'),
    column('place', 'integer', 'q.place', 'Its place in the survey, from 1'),
    column('kind', 'text', `q.question ->> 'kind'`, 'rating, yes-no (1 is yes, 2 is no) or choice'),
    column('name', 'text', `q.question ->> 'name'`, 'What results call it'),
  ],
};

/** What facts point to. */
export const DIMENSIONS: readonly ReportingTable[] = [
  agent,
  named('user_group', 'Groups of agents.', { from: 'user_group t', feed: whole('group') }),
  agentGroup,
  named('queue', 'Queues; deleted ones stay for the history of their calls.', {
    from: 'queue t',
    feed: whole('queue'),
    columns: [
      column(
        'service_level_seconds',
        'integer',
        't.service_level_seconds',
        'Answered within this counts as in time, today',
      ),
      column('active', 'boolean', 't.active', 'Whether it takes calls'),
      column('deleted_at', 'timestamptz', 't.deleted_at', 'When it was deleted'),
    ],
  }),
  named('classifier', 'How conversations are classified.', {
    from: 'classifier t',
    feed: whole('classifier'),
    columns: [
      column('success', 'boolean', 't.success', 'Whether it counts as a success'),
      column('success_value', 'double precision', 't.success_value', 'What a success is worth'),
      column('active', 'boolean', 't.active', 'Whether it can be chosen'),
    ],
  }),
  named('campaign', 'Campaigns.', {
    from: 'campaign t',
    feed: whole('campaign', 'campaignsettings'),
    columns: [
      column('kind', 'text', 't.kind', 'preview, progressive, predictive, automatic or voice-mailing'),
      column('state', 'text', 't.state', 'draft, running, paused, drained or finished'),
    ],
  }),
  named('survey', 'Surveys.', { from: 'survey t', feed: whole('survey') }),
  surveyQuestion,
  contact,
];
