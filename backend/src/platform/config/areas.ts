import { address, defineArea, oneOf, someOf, text, wholeNumber } from './area';

/** Which work a process takes on; one machine runs all three in one process. */
export const parts = ['api', 'telephony', 'worker'] as const;
export type Part = (typeof parts)[number];

export const processArea = defineArea('process', {
  parts: {
    key: 'CENTRALA_PARTS',
    schema: someOf(parts, parts),
    description: 'Which parts run in this process, separated by commas.',
  },
  node: {
    key: 'CENTRALA_NODE',
    schema: text('node-1'),
    description: 'Name of this machine among several; part of leases and logs.',
  },
  environment: {
    key: 'NODE_ENV',
    schema: oneOf(['production', 'development', 'test'], 'production'),
    description: 'Development turns on readable logs.',
  },
});

export const databaseArea = defineArea('database', {
  url: {
    key: 'DATABASE_URL',
    schema: address(['postgres', 'postgresql']),
    description: 'PostgreSQL 15 or newer: postgresql://user:password@host:port/database.',
    secret: true,
  },
  poolSize: {
    key: 'CENTRALA_DATABASE_POOL',
    schema: wholeNumber({ min: 2, max: 100 }, 20),
    description: 'Connections of one process, beside the one that its relay listens on.',
  },
  statementTimeoutMs: {
    key: 'CENTRALA_DATABASE_STATEMENT_TIMEOUT_MS',
    schema: wholeNumber({ min: 0, max: 3_600_000 }, 30_000),
    description: 'A statement that runs longer is cancelled; 0 for no limit.',
  },
});

export const redisArea = defineArea('redis', {
  url: {
    key: 'REDIS_URL',
    schema: address(['redis', 'rediss']),
    description: 'Redis 7 or newer: redis://:password@host:port/database.',
    secret: true,
  },
  prefix: {
    key: 'CENTRALA_REDIS_PREFIX',
    schema: text('centrala'),
    description:
      'What every key and channel in Redis begins with; installations that share a Redis need different ones.',
  },
});

/** Platform areas that `config('…')` knows by name; a feature declares its own area and passes it. */
export const areas = {
  process: processArea,
  database: databaseArea,
  redis: redisArea,
} as const;
