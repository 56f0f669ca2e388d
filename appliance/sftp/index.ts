/** Accounts of the SFTP server: what the console wants becomes users of the machine with a folder and keys. */
export { accountState, applyAccounts, DESIRED, keepAccounts, readAccounts, ROOT } from './accounts';
