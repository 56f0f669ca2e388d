const suspect = /\\u(?:0000|d[89a-f])/i;
const loneSurrogates = /\p{Surrogate}/gu;

/**
 * JSON that PostgreSQL's jsonb takes: it refuses U+0000 and lone surrogates, which do arrive in caller names and mail
 * subjects. They become U+FFFD, because a fact with one character replaced is better than a fact lost.
 */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (json === undefined) throw new TypeError('Only plain JSON can be stored');
  return suspect.test(json) ? JSON.stringify(clean(value)) : json;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\u0000', '\uFFFD').replace(loneSurrogates, '\uFFFD');
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  const plain: unknown = 'toJSON' in value ? JSON.parse(JSON.stringify(value)) : value;
  if (typeof plain !== 'object' || plain === null) return clean(plain);
  return Object.fromEntries(Object.entries(plain).map(([key, member]) => [clean(key), clean(member)]));
}
