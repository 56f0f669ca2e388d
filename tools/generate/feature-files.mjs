const words = (name) => name.split('-');

const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);

export const pascal = (name) => words(name).map(capital).join('');

export const camel = (name) => pascal(name).replace(/^./, (first) => first.toLowerCase());

/** `tickets` → `ticket`: what one of the feature's things is called. English plurals only; rename by hand what it gets wrong. */
export const singular = (name) => {
  if (name.endsWith('ies')) return `${name.slice(0, -3)}y`;
  return name.endsWith('s') && !name.endsWith('ss') ? name.slice(0, -1) : name;
};

const readme = ({ group, name, one }) => `# ${capital(words(name).join(' '))}

One sentence: which job of the contact centre this does, and for whom.

## Words
- **${words(one).join(' ')}**: what it is (see docs/GLOSSARY.md; add the word there too).

## Invariants
- A ${words(one).join(' ')} is opened once.

## Events
| out | when |
|---|---|
| \`${pascal(one)}Opened\` | somebody opened it |

In: none yet.

Lies in \`${group}\`; see boundaries.mjs for what it may import.
`;

const index = ({ name, one }) => `/** ${capital(words(name).join(' '))}: the only import surface of the feature. */
export { ${pascal(name)}Module } from './${name}.module';
export type { ${pascal(one)}Event } from './domain/${one}-events';
`;

const module = ({ name }) => `import { Module } from '@nestjs/common';

@Module({})
export class ${pascal(name)}Module {}
`;

const events = ({ one }) => `import type { Instant } from '../../../../kernel/clock';
import type { DomainEvent } from '../../../../kernel/journal';

export type ${pascal(one)}Opened = DomainEvent<'${pascal(one)}Opened', { readonly at: Instant }>;

export type ${pascal(one)}Event = ${pascal(one)}Opened;
`;

const commands = ({ one }) => `import type { Instant } from '../../../../kernel/clock';
import type { Refusal } from '../../../../kernel/outcome';

export interface Open${pascal(one)} {
  readonly type: 'Open${pascal(one)}';
  readonly at: Instant;
}

export type ${pascal(one)}Command = Open${pascal(one)};

export type ${pascal(one)}Refusal = Refusal<'already-open'>;
`;

const decider = ({ one }) => `import type { Instant } from '../../../../kernel/clock';
import type { Decider } from '../../../../kernel/decider';
import { accepted, refused } from '../../../../kernel/outcome';
import type { ${pascal(one)}Command, ${pascal(one)}Refusal } from './${one}-commands';
import type { ${pascal(one)}Event } from './${one}-events';

export interface ${pascal(one)}State {
  readonly openedAt: Instant | null;
}

export const ${camel(one)}Decider: Decider<${pascal(one)}State, ${pascal(one)}Command, ${pascal(one)}Event, ${pascal(one)}Refusal> = {
  kind: '${one}',
  stateVersion: 1,
  initialState: { openedAt: null },
  decide(state, command) {
    if (state.openedAt !== null) return refused({ code: 'already-open' });
    return accepted([{ type: '${pascal(one)}Opened', data: { at: command.at } }]);
  },
  evolve(_state, event) {
    return { openedAt: event.data.at };
  },
};
`;

const spec = ({ one }) => `import { fold } from '../../../../kernel/decider';
import { ${camel(one)}Decider } from './${one}';

const opening = { type: 'Open${pascal(one)}', at: 1000 } as const;

describe('${capital(words(one).join(' '))}', () => {
  it('is opened', () => {
    const decision = ${camel(one)}Decider.decide(${camel(one)}Decider.initialState, opening);
    expect(decision).toEqual({ ok: true, value: [{ type: '${pascal(one)}Opened', data: { at: 1000 } }] });
  });

  it('is opened once', () => {
    const open = fold(${camel(one)}Decider, ${camel(one)}Decider.initialState, [{ type: '${pascal(one)}Opened', data: { at: 1000 } }]);
    expect(${camel(one)}Decider.decide(open, opening)).toEqual({ ok: false, refusal: { code: 'already-open' } });
  });
});
`;

/** The files of a new feature, by their path inside its folder. `name` in kebab-case, usually a plural. */
export function featureFiles({ group, name }) {
  const it = { group, name, one: singular(name) };
  return {
    'README.md': readme(it),
    'index.ts': index(it),
    [`${name}.module.ts`]: module(it),
    [`domain/${it.one}-events.ts`]: events(it),
    [`domain/${it.one}-commands.ts`]: commands(it),
    [`domain/${it.one}.ts`]: decider(it),
    [`domain/${it.one}.spec.ts`]: spec(it),
  };
}
