import { streamParts, subjectText } from './audit-subject';

const ID = '01a20595-0ec5-75a8-b333-d29955882dd5';
const words: Readonly<Record<string, string>> = { agent: 'Agent', call: 'Call', node: 'Switch', order: 'Order' };
const text = (stream: string) =>
  subjectText(
    stream,
    (kind) => words[kind] ?? kind,
    (kind) => (kind === 'agent' ? 'Ewa Lis' : null),
  );

describe('what a journal entry is about', () => {
  it.each([
    [`agent-${ID}`, { kind: 'agent', id: ID }],
    [`agent-skills-${ID}`, { kind: 'agent-skills', id: ID }],
    ['node-switch-1', { kind: 'node', id: 'switch-1' }],
    ['order-current', { kind: 'order', id: 'current' }],
    ['licences', { kind: 'licences', id: '' }],
  ])('%s', (stream, parts) => expect(streamParts(stream)).toEqual(parts));

  it('is said by name, or by the end of its id', () => {
    expect(text(`agent-${ID}`)).toBe('Agent Ewa Lis');
    expect(text(`call-${ID}`)).toBe('Call …882dd5');
    expect(text('node-switch-1')).toBe('Switch switch-1');
    expect(text('order-current')).toBe('Order');
  });
});
