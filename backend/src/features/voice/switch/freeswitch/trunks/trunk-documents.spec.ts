import type { TrunkLine } from '../../port/trunk-line';
import { trunkDocuments } from './trunk-documents';

const line: TrunkLine = {
  name: 'pl-1',
  host: 'sip.operator.example',
  port: 5070,
  transport: 'tcp',
  account: { user: 'firma', password: "p'ss>w" },
  addresses: [],
  codecs: ['PCMA', 'G729'],
  pings: true,
};
const documents = (more: Partial<TrunkLine> = {}, addresses = ['198.51.100.7', '192.0.2.0/24']) => {
  const made = trunkDocuments({ ...line, account: { user: 'firma', password: 'tajne' }, ...more }, addresses);
  if (!made.ok) throw new Error(made.refusal.rule);
  return made.value;
};

describe('what a trunk is for the switch', () => {
  it('registers with its account, over its transport, and offers its codecs only', () => {
    const { gateway } = documents();
    expect(gateway).toContain('<param name="proxy" value="sip.operator.example:5070"/>');
    expect(gateway).toContain('<param name="register" value="true"/>');
    expect(gateway).toContain('<param name="register-transport" value="tcp"/>');
    expect(gateway).toContain('<variable name="absolute_codec_string" value="PCMA,G729"/>');
    expect(gateway).toContain('<param name="ping" value="30"/>');
    expect(documents({ account: null, pings: false }).gateway).not.toContain('ping');
  });

  it('lets its addresses in and names its calls, in the same words however they are ordered', () => {
    const { access, dialplan } = documents();
    expect(access).toContain('cidr="198.51.100.7/32"');
    expect(dialplan).toContain('${acl(${network_addr} 192.0.2.0/24,198.51.100.7/32)}');
    expect(dialplan).toContain('data="cc_trunk=pl-1"');
    expect(dialplan).toContain('data="absolute_codec_string=PCMA,G729"');
    expect(documents({}, ['192.0.2.0/24', '198.51.100.7'])).toEqual(documents());
    expect(documents({}, ['2001:db8::1']).access).toContain('cidr="2001:db8::1/128"');
  });

  it('stands line by line, as the switch reads it', () => {
    for (const text of Object.values(documents())) expect(text.split('\n')[0]).toBe('<include>');
  });

  it.each([
    [{ name: '../evil' }, 'name'],
    [{ host: 'a b"/>' }, 'host'],
    [{ account: { user: 'firma', password: '$${secret}' } }, 'account'],
    [{ account: line.account }, 'account'],
  ])('refuses %j', (more, field) => {
    expect(trunkDocuments({ ...line, ...more }, ['192.0.2.1'])).toMatchObject({ ok: false, refusal: { field } });
  });

  it('refuses an address that is none', () => {
    expect(trunkDocuments({ ...line, account: null }, ['1.2.3.4 x'])).toMatchObject({
      refusal: { field: 'addresses' },
    });
  });
});
