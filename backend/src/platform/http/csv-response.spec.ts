import { safeCell } from './csv-response';

describe('CSV cells', () => {
  it.each(['=1+1', '@SUM(A1)', '+cmd|x', '-2+3', '\tx', '\rx'])('disarms %j', (text) => {
    expect(safeCell(text)).toBe(`'${text}`);
  });

  it.each(['+48221234567', '-12,50', '-3', 'Łódź', 'a=b', ''])('leaves %j as it is', (text) => {
    expect(safeCell(text)).toBe(text);
  });
});
