/** What the machine says of itself; see README.md. */
export { ApplianceModule } from './appliance.module';
