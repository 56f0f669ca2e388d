import { lostReason } from './lost-reason';

describe('A lost recording', () => {
  it('names the quota, the full disk of the switch, or the missing file', () => {
    expect(lostReason('storage-full', 1e12)).toBe('storage-full');
    expect(lostReason('file-missing', 4096)).toBe('storage-full');
    expect(lostReason('file-missing', 1e12)).toBe('no-file');
  });
});
