import type { SwitchModel } from './switch-model';

/** Every name has an address here; the network is not asked. */
export const simulatedAddresses = (): Promise<readonly string[]> => Promise.resolve(['192.0.2.1']);

export interface RegistrarAnswer {
  readonly state: string;
  readonly status: number;
  readonly phrase: string;
}

export const REGISTERED: RegistrarAnswer = { state: 'REGED', status: 200, phrase: 'OK' };

/** The state of a gateway changes, and the switch tells it. */
export function setGateway(model: SwitchModel, name: string, { state, status, phrase }: RegistrarAnswer): void {
  const up = state === 'REGED' || state === 'NOREG';
  model.gateways.set(name, { up, state });
  model.emit('sofia::gateway_state', {
    Gateway: name,
    State: state,
    'Ping-Status': up ? 'UP' : 'DOWN',
    ...(status > 0 && { Status: String(status), Phrase: phrase }),
  });
}

/** Takes up the gateways that its files name and that it does not have; one that is there is not looked at again. */
export function readTrunks(model: SwitchModel): void {
  const files = model.trunkFiles;
  for (const file of files?.names() ?? []) {
    const name = /^(.+)\.gateway\.xml$/.exec(file)?.[1];
    if (name && !model.gateways.has(name)) start(model, name, files?.read(file) ?? '');
  }
}

/** Without registration it is up and tells nothing; else it asks the operator. */
function start(model: SwitchModel, name: string, text: string): void {
  if (!text.includes('name="register" value="true"')) {
    model.gateways.set(name, { up: true, state: 'NOREG' });
    return;
  }
  setGateway(model, name, { state: 'TRYING', status: 0, phrase: '' });
  model.after(20, () => {
    if (model.gateways.get(name)?.state !== 'TRYING') return;
    const answer = model.registrars.get(name);
    const refused = answer !== undefined && answer.status !== 200;
    setGateway(model, name, refused ? { ...answer, state: 'FAIL_WAIT' } : REGISTERED);
  });
}

/** `sofia profile external killgw|rescan` and `sofia status gateway`, with the wording of the real switch. */
export function gatewayCommand(model: SwitchModel, argument: string): string {
  const [, killed] = /^profile external killgw (\S+)/.exec(argument) ?? [];
  if (killed !== undefined)
    return model.gateways.delete(killed) ? '+OK gateway marked for deletion.\n' : '-ERR no such gateway.\n';
  const [, asked] = /^status gateway (\S+)/.exec(argument) ?? [];
  if (asked !== undefined) return statusOf(model, asked);
  if (argument.startsWith('profile external rescan')) {
    readTrunks(model);
    return 'Reload XML [Success]\n+OK scan complete\n';
  }
  return '+OK\n';
}

function statusOf(model: SwitchModel, name: string): string {
  const gateway = model.gateways.get(name);
  if (!gateway) return 'Invalid Gateway!\n';
  return `Name    \t${name}\nState   \t${gateway.state}\nStatus  \t${gateway.up ? 'UP' : 'DOWN'}\n`;
}
