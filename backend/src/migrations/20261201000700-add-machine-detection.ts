import type { Migration } from './migration';

export const migration: Migration = {
  breaking: false,
  up: [
    `alter table dial_attempt
       add column listens_until timestamptz,
       add column judged text check (judged in ('person', 'machine')),
       add column checked boolean not null default false,
       add column misjudged_at timestamptz,
       drop constraint dial_attempt_state_check,
       add constraint dial_attempt_state_check
         check (state in ('dialling', 'answered', 'connected', 'abandoned', 'machine', 'ended'))`,
    `comment on column dial_attempt.listens_until is 'Somebody listens who has answered; until then no agent is looked for'`,
    `comment on column dial_attempt.judged is 'What the detector of answering machines says'`,
    `comment on column dial_attempt.checked is 'A machine that is left to its agent, to see whether it is one'`,
    `comment on column dial_attempt.misjudged_at is 'A person, taken for a machine'`,
  ],
};
