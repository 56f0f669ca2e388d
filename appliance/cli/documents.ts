import type { Argument, Command, Option } from 'commander';

/** A command with what stands in front of it: `centrala profile show`. */
interface Named {
  readonly name: string;
  readonly command: Command;
}

export function allCommands(program: Command, before = ''): readonly Named[] {
  return program.commands.flatMap((command) => {
    const name = `${before}${command.name()}`;
    return [...(command.commands.length === 0 ? [{ name, command }] : []), ...allCommands(command, `${name} `)];
  });
}

const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/gm, '\\&$1');

const argumentOf = (argument: Argument): string =>
  argument.required ? `<${argument.name()}>` : `[${argument.name()}]`;

const optionOf = (option: Option): string => `.TP\n\\fB${escaped(option.flags)}\\fR\n${escaped(option.description)}`;

/** The manual page, from what the commands say of themselves. */
export function manualPage(program: Command): string {
  const entries = allCommands(program).map(({ name, command }) =>
    [
      `.SS ${escaped([name, ...command.registeredArguments.map(argumentOf)].join(' '))}`,
      escaped(command.description()),
      ...command.options.map(optionOf),
    ].join('\n'),
  );
  return `${[
    '.TH CENTRALA 1',
    '.SH NAME',
    `centrala \\- ${escaped(program.description())}`,
    '.SH SYNOPSIS',
    '.B centrala\n.I command\n[options]',
    '.SH COMMANDS',
    ...entries,
    '.SH FILES',
    '.TP\n/etc/centrala\nsettings of this machine; credentials are root\\(aqs',
    '.TP\n/var/lib/centrala\nrecordings, files, state',
  ].join('\n')}\n`;
}

/** Completion for bash: names of commands, then their options. */
export function completion(program: Command): string {
  const names = (command: Command): string => command.commands.map((each) => each.name()).join(' ');
  const groups = program.commands.filter(({ commands }) => commands.length > 0);
  const options = allCommands(program).map(
    ({ name, command }) => `    "${name}") words="${command.options.map(({ long }) => long).join(' ')}" ;;`,
  );
  return `# Written by \`centrala documents\`.
_centrala() {
  local word=\${COMP_WORDS[COMP_CWORD]} words=""
  local said="\${COMP_WORDS[*]:1:COMP_CWORD-1}"
  case "$said" in
    "") words="${names(program)}" ;;
${groups.map((group) => `    "${group.name()}") words="${names(group)}" ;;`).join('\n')}
${options.join('\n')}
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -F _centrala centrala
`;
}
