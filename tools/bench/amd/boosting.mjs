// Small boosted trees (Newton steps on the logistic loss, limits from quantiles).
const BINS = 64;

function binned(rows, features) {
  const limits = [];
  const bins = [];
  for (let feature = 0; feature < features; feature++) {
    const sorted = Float64Array.from(rows, (row) => row[feature]).sort();
    const cuts = [
      ...new Set(
        Array.from({ length: BINS - 1 }, (_, cut) => sorted[Math.floor(((cut + 1) / BINS) * (sorted.length - 1))]),
      ),
    ];
    limits.push(cuts);
    bins.push(
      Uint8Array.from(rows, (row) => {
        let [low, high] = [0, cuts.length];
        while (low < high) {
          const middle = (low + high) >> 1;
          if (row[feature] < cuts[middle]) high = middle;
          else low = middle + 1;
        }
        return low;
      }),
    );
  }
  return { limits, bins };
}

function bestSplit(members, { limits, bins, gradient, curvature }, { ridge, least }) {
  let best = null;
  const whole = { g: 0, h: 0 };
  for (const at of members) {
    whole.g += gradient[at];
    whole.h += curvature[at];
  }
  const worth = (g, h) => (g * g) / (h + ridge);
  for (let feature = 0; feature < bins.length; feature++) {
    const g = new Float64Array(BINS + 1);
    const h = new Float64Array(BINS + 1);
    const column = bins[feature];
    for (const at of members) {
      g[column[at]] += gradient[at];
      h[column[at]] += curvature[at];
    }
    let [leftG, leftH] = [0, 0];
    for (let cut = 0; cut < limits[feature].length; cut++) {
      leftG += g[cut];
      leftH += h[cut];
      if (leftH < least || whole.h - leftH < least) continue;
      const gain = worth(leftG, leftH) + worth(whole.g - leftG, whole.h - leftH) - worth(whole.g, whole.h);
      if (gain > 1e-3 && (best === null || gain > best.gain)) best = { gain, feature, cut };
    }
  }
  return { best, whole };
}

const rounded = (value) => Number(value.toPrecision(4));

function grow(members, data, settings, depth) {
  const { best, whole } = bestSplit(members, data, settings);
  if (depth === 0 || best === null) {
    const answer = rounded((settings.rate * whole.g) / (whole.h + settings.ridge));
    for (const at of members) data.odds[at] += answer;
    return answer;
  }
  const { feature, cut } = best;
  const column = data.bins[feature];
  return {
    feature,
    limit: rounded(data.limits[feature][cut]),
    below: grow(
      members.filter((at) => column[at] <= cut),
      data,
      settings,
      depth - 1,
    ),
    above: grow(
      members.filter((at) => column[at] > cut),
      data,
      settings,
      depth - 1,
    ),
  };
}

/** @returns {{ base: number, trees: object[] }} log-odds of label 1 as a sum of trees */
export function boost(rows, labels, weights, settings) {
  const count = rows.length;
  const data = {
    ...binned(rows, rows[0].length),
    odds: new Float64Array(count),
    gradient: new Float64Array(count),
    curvature: new Float64Array(count),
  };
  const members = Uint32Array.from(rows, (_, at) => at);
  const trees = [];
  for (let round = 0; round < settings.rounds; round++) {
    for (let at = 0; at < count; at++) {
      const chance = 1 / (1 + Math.exp(-data.odds[at]));
      data.gradient[at] = weights[at] * (labels[at] - chance);
      data.curvature[at] = weights[at] * Math.max(1e-4, chance * (1 - chance));
    }
    trees.push(grow(members, data, settings, settings.depth));
  }
  return { base: 0, trees };
}
