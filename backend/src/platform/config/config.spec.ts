import {
  address,
  config,
  type ConfigError,
  checkConfig,
  declaredAreas,
  defineArea,
  oneOf,
  readArea,
  someOf,
  text,
  wholeNumber,
  yesNo,
} from '.';

const area = defineArea('sample', {
  port: { key: 'SAMPLE_PORT', schema: wholeNumber({ min: 1, max: 65_535 }, 8080), description: 'Port.' },
  name: { key: 'SAMPLE_NAME', schema: text(), description: 'Name.' },
  loud: { key: 'SAMPLE_LOUD', schema: yesNo(false), description: 'Loud.' },
  level: { key: 'SAMPLE_LEVEL', schema: oneOf(['low', 'high'], 'low'), description: 'Level.' },
  parts: { key: 'SAMPLE_PARTS', schema: someOf(['a', 'b', 'c'], ['a', 'b']), description: 'Parts.' },
  url: { key: 'SAMPLE_URL', schema: address(['https'], 'https://localhost'), description: 'Address.', secret: true },
});

const problems = (environment: NodeJS.ProcessEnv) => {
  try {
    readArea(area, environment);
    return [];
  } catch (error) {
    return (error as ConfigError).problems.map(({ key, rule }) => `${key} ${rule}`);
  }
};

describe('config', () => {
  it('reads values, with defaults for what is absent or empty', () => {
    expect(readArea(area, { SAMPLE_NAME: 'x', SAMPLE_PORT: '' })).toEqual({
      port: 8080,
      name: 'x',
      loud: false,
      level: 'low',
      parts: ['a', 'b'],
      url: 'https://localhost',
    });
    expect(
      readArea(area, {
        SAMPLE_NAME: 'x',
        SAMPLE_PORT: '90',
        SAMPLE_LOUD: 'yes',
        SAMPLE_LEVEL: 'high',
        SAMPLE_PARTS: 'c, a,c',
      }),
    ).toMatchObject({
      port: 90,
      loud: true,
      level: 'high',
      parts: ['c', 'a'],
    });
  });

  it('names key and rule of everything that is wrong, but no secret', () => {
    expect(
      problems({
        SAMPLE_PORT: '70000',
        SAMPLE_LOUD: 'perhaps',
        SAMPLE_LEVEL: 'mid',
        SAMPLE_PARTS: 'a,z',
        SAMPLE_URL: 'http://user:pass@x',
      }),
    ).toEqual([
      'SAMPLE_PORT must be at most 65535 (it is "70000")',
      'SAMPLE_NAME is not set',
      'SAMPLE_LOUD must be true or false (it is "perhaps")',
      'SAMPLE_LEVEL must be one of: low, high (it is "mid")',
      'SAMPLE_PARTS each must be one of: a, b, c (it is "a,z")',
      'SAMPLE_URL must be an address that starts with https://',
    ]);
    expect(problems({ SAMPLE_NAME: 'x', SAMPLE_PORT: '8 0' })).toEqual([
      'SAMPLE_PORT must be a whole number (it is "8 0")',
    ]);
  });

  it('knows the platform areas by name, follows the environment, and checks several at once', () => {
    const before = process.env.CENTRALA_PARTS;
    process.env.CENTRALA_PARTS = 'api,worker';
    expect(config('process').parts).toEqual(['api', 'worker']);
    process.env.CENTRALA_PARTS = 'telephony';
    expect(config('process').parts).toEqual(['telephony']);
    if (before === undefined) delete process.env.CENTRALA_PARTS;
    else process.env.CENTRALA_PARTS = before;
    expect(() => checkConfig([area, area], {})).toThrow(/SAMPLE_NAME is not set\n.*SAMPLE_NAME is not set/);
    expect(declaredAreas().map(({ name }) => name)).toEqual(
      expect.arrayContaining(['database', 'process', 'redis', 'sample']),
    );
  });
});
