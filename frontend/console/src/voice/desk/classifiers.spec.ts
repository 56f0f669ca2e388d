import { offered } from './classifiers';

const [sale, offer, mistake] = [{ id: 'sale' }, { id: 'offer' }, { id: 'mistake' }];
const all = [sale, offer, mistake];

describe('classifiers offered for a call', () => {
  it('are those that its queue names', () => expect(offered(all, ['offer', 'sale'], null)).toEqual([sale, offer]));
  it('are all when the queue names none', () => expect(offered(all, [], null)).toEqual(all));
  it('keep the one that the call has already', () =>
    expect(offered(all, ['sale'], 'mistake')).toEqual([sale, mistake]));
});
