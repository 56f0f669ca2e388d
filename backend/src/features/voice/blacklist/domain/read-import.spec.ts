import { readImport } from './read-import';

const rows = (csv: string) => {
  const read = readImport(csv);
  if (!read.ok) return read.refusal.code;
  const { rows: taken, errors } = read.value;
  return {
    taken: taken.map(({ line, kind, value, direction }) => `${line} ${kind} ${value} ${direction}`),
    errors: errors.map(({ line, field, rule }) => `${line} ${field} ${rule}`),
  };
};

describe('files for the blacklist', () => {
  it('are read by their headings, in either language, with either separator', () => {
    expect(rows('\uFEFFNumer;Powód\r\n500 100 100;"Prosi; nie dzwonić"\r\n')).toEqual({
      taken: ['2 number +48500100100 both'],
      errors: [],
    });
    expect(rows('Reason,Pattern,Direction\n"a ""b""\nc",mobile,outbound\nx,+4850*,inbound')).toEqual({
      taken: ['2 class mobile outbound', '4 prefix +4850 inbound'],
      errors: [],
    });
  });

  it('have their wrong rows named by line and rule', () => {
    const file =
      'Pattern,Direction,Expires\n1234,,\n500100100,sideways,\n500100101,,soon\n,,\n"",inbound,\n500100102,,2030-01-01';
    expect(rows(file)).toEqual({
      taken: ['7 number +48500100102 both'],
      errors: ['2 pattern phone-number', '3 direction oneOf', '4 expires datetime', '6 pattern required'],
    });
  });

  it('are refused whole when no column holds numbers', () => {
    expect(rows('a,b\n1,2')).toBe('pattern-column-missing');
    expect(rows('')).toBe('pattern-column-missing');
  });

  it('keep reason and expiry', () => {
    const read = readImport('Pattern,Reason,Expires\n500100100,RODO,2030-01-31');
    expect(read).toMatchObject({
      ok: true,
      value: { rows: [{ reason: 'RODO', expiresAt: '2030-01-31T23:59:59.000Z' }] },
    });
  });
});
