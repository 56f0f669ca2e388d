// Seeded draws (sfc32), one stream for each subject, so that two dialers meet the same kind of day.

/** @returns {() => number} uniform in [0, 1) */
function uniformFrom(seed, stream) {
  let [a, b, c, counter] = [seed >>> 0, Math.imul(stream + 1, 0x9e3779b9) >>> 0, 0x6d2b79f5, 1];
  const next = () => {
    const sum = (((a + b) >>> 0) + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0;
    return sum / 4294967296;
  };
  for (let warm = 0; warm < 20; warm++) next();
  return next;
}

/** Draws of one stream: `uniform()`, `between(a, b)`, `gamma2(mean)` (shape 2), `lognormal(mean, cv)`. */
export function drawsFrom(seed, stream) {
  const uniform = uniformFrom(seed, stream);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return {
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    gamma2: (mean) => (-mean / 2) * Math.log((1 - uniform()) * (1 - uniform())),
    lognormal: (mean, cv) => {
      const variance = Math.log(1 + cv * cv);
      return mean * Math.exp(normal() * Math.sqrt(variance) - variance / 2);
    },
  };
}
