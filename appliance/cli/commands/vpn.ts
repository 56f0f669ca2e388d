import type { Command } from 'commander';
import { DESIRED, applyPeers, initiate, keepPeers, readPeers, tunnelState } from '../../vpn';
import { table, tell, type CommandContext } from '../context';

export function addVpn(program: Command, context: CommandContext): void {
  const { box } = context;
  const vpn = program.command('vpn').description('IPsec tunnels, as the console asks for them');
  vpn
    .command('apply')
    .description(`Puts ${DESIRED} in force`)
    .action(async () => {
      const { peers, changed } = await applyPeers(box, readPeers(box));
      context.out(`${peers} peers${changed ? '' : ', no change'}`);
    });
  vpn
    .command('set')
    .description('Takes all peers from a file (JSON; docs/how-to/vpn.md) and puts them in force')
    .argument('<file>')
    .action(async (file: string) => {
      const text = box.read(file);
      if (text === undefined) throw new Error(`There is no file ${file}`);
      const { peers } = await applyPeers(box, keepPeers(box, text));
      context.out(`${peers} peers`);
    });
  vpn
    .command('state')
    .description('How each tunnel is: up or not, since when, bytes, the last error')
    .option('--json', 'for programs')
    .option('--output <file>', 'keep it as JSON')
    .action(async ({ json, output }: { json?: boolean; output?: string }) => {
      const state = await tunnelState(box, readPeers(box));
      if (output) box.write(output, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o640, owner: 'root:centrala' });
      if (output) return;
      tell(
        context,
        json,
        state,
        () =>
          table(
            state.peers.map(({ name, up, bytesIn, bytesOut, lastError }) => [
              name,
              up ? 'up' : 'down',
              `${bytesIn} in`,
              `${bytesOut} out`,
              lastError ?? '',
            ]),
          ) || 'no peers',
      );
    });
  addInitiate(vpn, context);
}

function addInitiate(vpn: Command, context: CommandContext): void {
  vpn
    .command('initiate')
    .description('Opens the tunnel to a peer now, and says why it does not open')
    .argument('<peer>')
    .action(async (name: string) => {
      const { ok, said } = await initiate(context.box, name);
      context.out(said);
      context.exit(ok ? 0 : 1);
    });
}
