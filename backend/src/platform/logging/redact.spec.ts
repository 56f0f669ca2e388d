import { redact } from './redact';

const hide = (value: unknown) => redact(value, { phoneNumbers: true });

describe('redaction', () => {
  it('hides secrets by their names, however deep', () => {
    expect(
      hide({
        headers: { authorization: 'Bearer x', Cookie: 'sid=1', accept: 'json' },
        list: [{ newPassword: 'x', access_token: 'y', clientSecret: 'z', apiKey: 'k', user: 'ann' }],
      }),
    ).toEqual({
      headers: { authorization: '[hidden]', Cookie: '[hidden]', accept: 'json' },
      list: [
        {
          newPassword: '[hidden]',
          access_token: '[hidden]',
          clientSecret: '[hidden]',
          apiKey: '[hidden]',
          user: 'ann',
        },
      ],
    });
  });

  it('keeps the ends of phone numbers', () => {
    expect(hide({ text: 'from +48221234567 to +4915123456789', position: '+12' })).toEqual({
      text: 'from +48…567 to +49…789',
      position: '+12',
    });
    expect(redact('+48221234567', { phoneNumbers: false })).toBe('+48221234567');
  });

  it('leaves errors and other objects to the serialisers, and ends in circles', () => {
    const error = new Error('x');
    expect(hide({ err: error })).toEqual({ err: error });
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(JSON.stringify(hide(circle))).toContain('[deep]');
  });

  it('does not touch what it was given', () => {
    const given = { password: 'x' };
    hide(given);
    expect(given.password).toBe('x');
  });
});
