import { isPublicAddress, judgeAddress } from './web-address';

describe('addresses that we may ask', () => {
  it.each(['8.8.8.8', '93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:8.8.8.8'])(
    '%s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '2001:db8::1',
    '2002:a00:1::',
    'no address',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    ['https://crm.example.com/v1?of={{ caller.number }}', [], null],
    ['http://10.0.0.5:8080/x', [], 'url-not-allowed'],
    ['http://10.0.0.5:8080/x', ['10.0.0.5:8080'], null],
    ['http://10.0.0.5:9090/x', ['10.0.0.5:8080'], 'url-not-allowed'],
    ['http://[::1]/x', [], 'url-not-allowed'],
    ['http://localhost/x', [], 'url-not-allowed'],
    ['http://a.crm.internal/x', ['*.crm.internal'], null],
    ['http://{{ host }}/x', [], 'url-not-valid'],
    ['http://crm.{{ host }}/x', [], 'url-not-valid'],
    ['http://user:secret@crm.example.com/', [], 'url-not-valid'],
    ['file:///etc/passwd', [], 'url-not-valid'],
    ['', [], 'url-not-valid'],
  ] as const)('%s with %j listed: %s', (url, allowed, expected) => {
    expect(judgeAddress(url, allowed)).toBe(expected);
  });
});
