import { isPure, isTest } from '../../boundaries.mjs';
import { inRepository } from './paths.mjs';

const SAY = {
  time: 'pure code never reads a clock: take the instant from the command (Instant)',
  chance: 'pure code never draws or makes ids: take the draw or the id from the command',
  timer: 'pure code has no timers: decide an event that the schedule turns into a row',
  world: 'pure code does not touch the process or the console',
};

const MEMBERS = {
  'Date.now': 'time',
  'performance.now': 'time',
  'DateTime.now': 'time',
  'DateTime.utc': 'zero-time',
  'DateTime.local': 'zero-time',
  'Math.random': 'chance',
  'crypto.randomUUID': 'chance',
  'crypto.getRandomValues': 'chance',
};

const CALLS = {
  randomUUID: 'chance',
  setTimeout: 'timer',
  setInterval: 'timer',
  setImmediate: 'timer',
  queueMicrotask: 'timer',
  Date: 'zero-time',
};

const GLOBALS = { process: 'world', console: 'world' };

/** `Date()` and `DateTime.utc()` read the clock only without arguments. */
const verdict = (kind, argumentCount) => {
  if (kind !== 'zero-time') return kind;
  return argumentCount === 0 ? 'time' : undefined;
};

const isGlobal = (context, node) => {
  const reference = context.sourceCode.getScope(node).references.find((each) => each.identifier === node);
  return !reference?.resolved || reference.resolved.defs.length === 0;
};

/** No clock, chance, timer or process in kernel/ and domain/: the same state and command give the same events. */
export const pureRule = {
  meta: { type: 'problem', schema: [], messages: { impure: '{{why}}' } },
  create(context) {
    const path = inRepository(context.filename);
    if (!isPure(path) || isTest(path)) return {};
    const report = (node, kind) => kind && context.report({ node, messageId: 'impure', data: { why: SAY[kind] } });
    return {
      CallExpression(node) {
        const { callee } = node;
        if (callee.type === 'Identifier') return report(node, verdict(CALLS[callee.name], node.arguments.length));
        if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return;
        const member = `${callee.object.name}.${callee.property.name}`;
        report(node, verdict(MEMBERS[member], node.arguments.length));
      },
      NewExpression(node) {
        if (node.callee.type === 'Identifier') {
          report(node, node.callee.name === 'Date' ? verdict('zero-time', node.arguments.length) : undefined);
        }
      },
      Identifier(node) {
        const kind = GLOBALS[node.name];
        if (kind && node.parent.type === 'MemberExpression' && node.parent.object === node && isGlobal(context, node)) {
          report(node, kind);
        }
      },
    };
  },
};
