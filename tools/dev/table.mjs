const column = (rows, pick) => Math.max(...rows.map((row) => pick(row).length));

/** One table: where it is, who can sign in, what to try. */
export function printTable(
  { address, logins, switchKind, signInKind },
  write = (line) => process.stdout.write(`${line}\n`),
) {
  const role = column(logins.logins, (each) => each.role);
  const login = column(logins.logins, (each) => each.login);
  const people = logins.logins.map(
    (each) => `${each.role.padEnd(role)}   ${each.login.padEnd(login)}   ${each.password}`,
  );
  const lines = [
    `Centrala   ${address}`,
    `Switch     ${switchKind}`,
    `Sign-in    ${signInKind}`,
    null,
    ...people,
    null,
    ...(logins.try ?? []).map((each, at) => `${at + 1}. ${each}`),
    null,
    'Ctrl-C ends everything.  npm start -- --help lists the options.',
  ];
  const width = Math.max(...lines.map((line) => line?.length ?? 0));
  const rule = (left, right) => `${left}${'─'.repeat(width + 2)}${right}`;
  write('');
  write(rule('┌', '┐'));
  for (const line of lines) write(line === null ? rule('├', '┤') : `│ ${line.padEnd(width)} │`);
  write(rule('└', '┘'));
  write('');
}
