export { answersSchema, readAnswers, type Answers } from './first-boot/answers';
export { runBackend } from './backend-program';
/** Set-up of a machine; see README.md. */
export { configure, keepAnswers, knownAnswers, setUp, DONE } from './first-boot/first-boot';
export { StepRefused, type Step, type StepContext } from './first-boot/step';
export { STEPS } from './first-boot/steps';
export { readState } from './first-boot/run-steps';
/** The house's own certificate authority. */
export { issueServer, makeAuthority, type KeyPair } from './first-boot/authority';
export { addKey, keySlots, ROOT_PARTITION } from './first-boot/steps/encryption';
export { drawRecoveryKey } from './first-boot/recovery-key';
export { askAnswers, type Dialogue } from './first-boot/wizard';
