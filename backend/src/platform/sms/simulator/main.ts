import { config } from '../../config';
import { smsArea } from '../sms.config';
import { SimulatedSmsProvider } from './simulated-sms-provider';

/** The provider of `npm start`, at the address that the backend is configured with. */
async function main(): Promise<void> {
  const { url, token, sender } = config(smsArea);
  const address = await new SimulatedSmsProvider({ token, sender }).listen(Number(new URL(url).port));
  process.stdout.write(`simulated SMS provider: ${address}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
