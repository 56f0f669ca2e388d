import { historyOf, redone, stepped, undone } from './undo-history';

describe('undo', () => {
  it('goes back and forth', () => {
    const history = stepped(stepped(historyOf('a'), 'b', null), 'c', null);
    expect(undone(undone(history)).present).toBe('a');
    expect(redone(undone(history)).present).toBe('c');
    expect(undone(historyOf('a')).present).toBe('a');
    expect(redone(history)).toBe(history);
  });

  it('takes the letters of one field as one step', () => {
    let history = historyOf('');
    for (const text of ['n', 'na', 'name']) history = stepped(history, text, 'node name');
    expect(undone(history).present).toBe('');
    history = stepped(history, 'other', 'node hint');
    expect(undone(history).present).toBe('name');
  });

  it('begins a new step after an undo', () => {
    let history = stepped(historyOf('a'), 'b', 'key');
    history = stepped(undone(history), 'c', 'key');
    expect(undone(history).present).toBe('a');
    expect(history.future).toEqual([]);
  });

  it('takes no step where nothing changed', () => {
    const history = historyOf('a');
    expect(stepped(history, 'a', null)).toBe(history);
  });
});
