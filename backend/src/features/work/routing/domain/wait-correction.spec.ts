import * as fc from 'fast-check';
import { corrected, learnCorrection } from './wait-correction';

describe('What estimates were wrong by', () => {
  it('is put right when they are wrong by the same factor again and again', () => {
    let correction = 0;
    for (let wait = 0; wait < 30; wait += 1) correction = learnCorrection(correction, 100_000, 150_000);
    expect(corrected(100_000, correction)).toBeCloseTo(150_000, -3);
  });

  it('never moves by more than one wait may teach, however wrong it was', () => {
    const milliseconds = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 1, noNaN: true }),
        milliseconds,
        milliseconds,
        (known, computed, actual) => {
          const learned = learnCorrection(known, computed, actual);
          expect(Math.abs(learned)).toBeLessThanOrEqual(1);
          expect(Math.abs(learned - known)).toBeLessThanOrEqual(0.4 + 1e-9);
        },
      ),
    );
  });
});
