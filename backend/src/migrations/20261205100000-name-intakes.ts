import type { Migration } from './migration';

/** Whoever takes contacts in names its turn here, and so waits for the one before; the name tells whether somebody came between reading and writing. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table contact_intake (
       only_row boolean primary key default true check (only_row),
       turn uuid not null
     )`,
    `insert into contact_intake values (true, gen_random_uuid())`,
  ],
};
