import { openPassword, sealPassword } from './sealed-password';

const SECRET = 'a-secret-of-the-installation';

describe('sealed passwords', () => {
  it('open for their trunk with the secret, and otherwise not', () => {
    const sealed = sealPassword('zażółć', 'trunk-a', SECRET);
    expect(sealed.toString('latin1')).not.toContain('za');
    expect(openPassword(sealed, 'trunk-a', SECRET)).toBe('zażółć');
    expect(() => openPassword(sealed, 'trunk-b', SECRET)).toThrow();
    expect(() => openPassword(sealed, 'trunk-a', `${SECRET}x`)).toThrow();
    sealed[30] = (sealed[30] ?? 0) ^ 1;
    expect(() => openPassword(sealed, 'trunk-a', SECRET)).toThrow();
  });
});
