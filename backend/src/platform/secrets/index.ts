/** What is kept sealed with the secret of the installation. */
export { seal, unseal, type SealedFor } from './sealed';
export { secretsArea } from './secrets.config';
