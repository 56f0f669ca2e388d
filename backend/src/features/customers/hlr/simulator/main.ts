import { config } from '../../../../platform/config';
import { hlrArea } from '../provider/hlr.config';
import { SimulatedOperators } from './simulated-operators';

/** The provider of `npm start`, at the address that the backend is configured with. */
async function main(): Promise<void> {
  const { url, key, secret } = config(hlrArea);
  const address = await new SimulatedOperators({ key, secret }).listen(Number(new URL(url).port));
  process.stdout.write(`simulated operators: ${address}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
