/** Lines `path = value`, sorted: what differs between two machines or two days can be seen line by line. */
export function flattened(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${path} = ${JSON.stringify(value)}`];
  const entries = Object.entries(value);
  if (entries.length === 0) return [`${path} = ${Array.isArray(value) ? '[]' : '{}'}`];
  return entries.flatMap(([key, each]) => flattened(each, path ? `${path}.${key}` : key)).sort();
}

/** What one has and the other has not: `-` in force, `+` in the file. */
export function differencesOf(inForce: object, wanted: object): readonly string[] {
  const [mine, theirs] = [flattened(inForce), flattened(wanted)];
  return [
    ...mine.filter((line) => !theirs.includes(line)).map((line) => `- ${line}`),
    ...theirs.filter((line) => !mine.includes(line)).map((line) => `+ ${line}`),
  ];
}
