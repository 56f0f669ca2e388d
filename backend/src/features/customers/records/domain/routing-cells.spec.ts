import { readRouting, readSkills } from './routing-cells';

const KNOWN = new Map([
  ['angielski', 'english'],
  ['kredyty: firmowe', 'loans'],
]);

describe('routing columns of a file', () => {
  it('name skills with their level, wished ones and weights', () => {
    expect(readSkills('Angielski:5; Kredyty: firmowe : 3 ? *2.5', KNOWN)).toEqual([
      { skillId: 'english', level: 5, mandatory: true, weight: 1 },
      { skillId: 'loans', level: 3, mandatory: false, weight: 2.5 },
    ]);
  });

  it.each([
    ['Angielski', 'skill-level'],
    ['Angielski:0', 'skill-level'],
    ['Angielski:11', 'skill-level'],
    ['Angielski:5*101', 'skill-level'],
    ['Niemiecki:5', 'skill-unknown'],
  ])('refuse %s', (text, rule) => expect(readSkills(text, KNOWN)).toBe(rule));

  it('say nothing where they are empty or not mapped', () => {
    expect(readRouting(['Nowak', ' ', ''], ['lastName', 'queuePriority', 'skills'], KNOWN)).toEqual({
      routing: { priority: null, skills: [] },
      errors: [],
    });
    expect(readRouting(['Nowak'], ['lastName'], KNOWN).errors).toEqual([]);
  });

  it('name the cell that cannot be read', () => {
    const { errors } = readRouting(['1001', 'Niemiecki:5'], ['queuePriority', 'skills'], KNOWN);
    expect(errors).toEqual([
      { field: 'queuePriority', rule: 'number', value: '1001' },
      { field: 'skills', rule: 'skill-unknown', value: 'Niemiecki:5' },
    ]);
  });
});
