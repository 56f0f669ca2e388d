import { numbersIn } from './numbers-in';

describe('numbers of a pasted text or a file', () => {
  it('are read however they are written, once each', () => {
    expect(numbersIn('22 100 02 02, 22-100-02-04\n+48 221000202\n0048221000205').numbers).toEqual([
      '+48221000202',
      '+48221000204',
      '+48221000205',
    ]);
  });

  it('are found among the columns of a file, and lines without one are named', () => {
    const file = 'Number;Since;Reason\r\n"221000202";2026-11-02;complaints\r\n12345;2026-11-03;\r\n\r\n221000204;;\r\n';
    expect(numbersIn(file)).toEqual({ numbers: ['+48221000202', '+48221000204'], unread: [3] });
  });

  it('may stand in the first line, which else is headings', () => {
    expect(numbersIn('221000202')).toEqual({ numbers: ['+48221000202'], unread: [] });
    expect(numbersIn('Numer')).toEqual({ numbers: [], unread: [] });
  });
});
