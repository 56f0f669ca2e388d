import { describe, it } from 'node:test';
import { RuleTester } from 'eslint';
import typescript from 'typescript-eslint';
import { boundariesRule } from './boundaries-rule.mjs';
import { maxParamsRule } from './max-params-rule.mjs';
import { namingRule } from './naming-rule.mjs';
import { inRepository, ROOT } from './paths.mjs';
import { pureRule } from './pure-rule.mjs';
import { switchWordsRule } from './switch-words-rule.mjs';

RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester({ languageOptions: { parser: typescript.parser } });
const at = (path) => `${ROOT}/${path}`;
const ok = (path, code) => ({ filename: at(path), code, name: `${inRepository(at(path))}: ${code}` });
const bad = (path, code, message) => ({ ...ok(path, code), errors: [{ message }] });

const QUEUE = 'backend/src/features/work/routing';
const CALLS = 'backend/src/features/voice/calls';
const MAIL = 'backend/src/features/channels/mail';

tester.run('boundaries', boundariesRule, {
  valid: [
    ok(`${CALLS}/calls.module.ts`, "import { RoutingModule } from '../../work/routing/index'"),
    ok(`${CALLS}/use-cases/take-call.ts`, "import { Switch } from '../../switch/index'"),
    ok(`${QUEUE}/domain/decide.ts`, "import { accepted } from '../../../../kernel/outcome'"),
    ok(`${QUEUE}/domain/decide.ts`, "import type { Agent } from '../../agents/index'"),
    ok(
      'backend/src/features/insight/reporting/data/calls.view.ts',
      "import type { CallEvent } from '../../../voice/calls/index'",
    ),
    ok('contracts/src/work.ts', "import { z } from 'zod'"),
    ok(`${QUEUE}/domain/choose-agent.spec.ts`, "import { given } from '../../../../testing/given'"),
    ok(`${CALLS}/use-cases/take-call.ts`, "import { DataModule } from '../../../../platform/data'"),
    ok('backend/src/app.module.ts', "import { CallsModule } from './features/voice/calls/index'"),
  ],
  invalid: [
    bad(`${QUEUE}/routing.module.ts`, "import { Call } from '../../voice/calls/index'", /work must not import voice/),
    bad(`${MAIL}/mail.module.ts`, "import { Call } from '../../voice/calls/index'", /channels must not import voice/),
    bad(
      `${CALLS}/calls.module.ts`,
      "import { Mail } from '../../channels/mail/index'",
      /voice must not import channels/,
    ),
    bad(
      `${CALLS}/calls.module.ts`,
      "import { decide } from '../../work/routing/domain/decide'",
      /entered through its index\.ts only/,
    ),
    bad(
      `${CALLS}/calls.module.ts`,
      "export * from '../../../platform/http/guard'",
      /entered through its index\.ts only/,
    ),
    bad(
      'backend/src/kernel/money.ts',
      "import { Database } from '../platform/database/index'",
      /kernel must not import/,
    ),
    bad(
      'backend/src/kernel/money.ts',
      "import type { Database } from '../platform/database/index'",
      /kernel must not import/,
    ),
    bad('backend/src/kernel/money.ts', "import { Injectable } from '@nestjs/common'", /pure code must not import/),
    bad(`${QUEUE}/domain/decide.ts`, "import { readFile } from 'node:fs'", /pure code must not import/),
    bad(`${QUEUE}/domain/decide.ts`, "import { AgentsStore } from '../../agents/index'", /pure code takes types only/),
    bad(`${QUEUE}/domain/decide.ts`, "import { Store } from '../data/queue.store'", /domain\/ must not import data/),
    bad(`${QUEUE}/data/queue.store.ts`, "import { x } from '../edge/queues.controller'", /data\/ must not import edge/),
    bad(`${QUEUE}/edge/queues.controller.ts`, "import { x } from '../index'", /not its own index/),
    bad(`${QUEUE}/edge/queues.controller.ts`, "import { x } from '../../../../testing/clock'", /only tests may import/),
    bad(
      'backend/src/features/insight/reporting/data/calls.view.ts',
      "import { CallsStore } from '../../../voice/calls/index'",
      /types only from voice/,
    ),
    bad('contracts/src/work.ts', "import { z } from 'luxon'", /contracts import zod and nothing else/),
    bad('frontend/ui/list/list.ts', "import { HttpClient } from '@angular/common/http'", /ui knows no HTTP/),
    bad(`${CALLS}/edge/socket.ts`, "import { Connection } from 'modesl'", /use the Switch port/),
    bad('backend/src/migrations/1-add-calls.ts', "import { x } from '../kernel/clock'", /migrations must not import/),
  ],
});

tester.run('pure', pureRule, {
  valid: [
    ok(`${QUEUE}/use-cases/offer.ts`, 'Date.now()'),
    ok('backend/src/kernel/polish-calendar.ts', 'new Date(at)'),
    ok('backend/src/kernel/polish-calendar.spec.ts', 'new Date()'),
    ok(`${QUEUE}/domain/decide.ts`, 'const process = { step: 1 }; process.step'),
  ],
  invalid: [
    bad('backend/src/kernel/clock.ts', 'Date.now()', /never reads a clock/),
    bad(`${QUEUE}/domain/decide.ts`, 'new Date()', /never reads a clock/),
    bad(`${QUEUE}/domain/decide.ts`, 'Math.random()', /never draws/),
    bad(`${QUEUE}/domain/decide.ts`, 'crypto.randomUUID()', /never draws/),
    bad(`${QUEUE}/domain/decide.ts`, 'setTimeout(work, 5)', /no timers/),
    bad(`${QUEUE}/domain/decide.ts`, 'process.env', /does not touch the process/),
    bad('backend/src/kernel/polish-calendar.ts', 'DateTime.utc()', /never reads a clock/),
  ],
});

tester.run('switch-words', switchWordsRule, {
  valid: [
    ok('backend/src/features/voice/switch/freeswitch/to-esl-command.ts', "send('uuid_bridge a b')"),
    ok(`${CALLS}/use-cases/bridge.ts`, "send({ kind: 'bridge' })"),
    ok('tools/dev/start.mjs', "'mod_sofia'"),
  ],
  invalid: [
    bad(`${CALLS}/use-cases/bridge.ts`, "send('uuid_bridge a b')", /"uuid_bridge" is a FreeSWITCH word/),
    bad(`${CALLS}/use-cases/bridge.ts`, 'const x = `sofia/internal/${a}`', /"sofia\/" is a FreeSWITCH word/),
    bad(`${CALLS}/domain/evolve.ts`, "if (event === 'CHANNEL_ANSWER') {}", /"CHANNEL_ANSWER"/),
  ],
});

tester.run('naming', namingRule, {
  valid: [
    ok(`${QUEUE}/domain/choose-agent.spec.ts`, ''),
    ok('backend/src/migrations/1764000000000-create-journal.ts', ''),
  ],
  invalid: [
    bad(`${QUEUE}/domain/chooseAgent.ts`, '', /kebab-case/),
    bad('backend/src/platform/utils/dates.ts', '', /"utils" says nothing/),
    bad(`${QUEUE}/domain/helpers.ts`, '', /"helpers" says nothing/),
  ],
});

tester.run('max-params', maxParamsRule, {
  valid: [
    'function work(a, b, c, d) {}',
    'const store = (tx, a, b, c, d) => a',
    'class A { constructor(private readonly a: B, private readonly b: C, private readonly c: D, private readonly d: E, private readonly e: F) {} }',
  ].map((code) => ok('backend/src/a.ts', code)),
  invalid: [
    bad('backend/src/a.ts', 'const work = (a, b, c, d, e) => a', /5 parameters; at most 4/),
    bad('backend/src/a.ts', 'class A { constructor(a: A, b: B, c: C, d: D, e: E) {} }', /5 parameters; at most 4/),
  ],
});
