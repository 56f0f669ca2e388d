import type { Step } from '../step';
import { administratorStep } from './administrator';
import { backupStep } from './backup';
import { backendStep } from './backend';
import { certificatesStep } from './certificates';
import { databasesStep } from './databases';
import { encryptionStep } from './encryption';
import { keycloakStep } from './keycloak';
import { namesStep } from './names';
import { networkStep } from './network';
import { profileStep } from './profile';
import { redisStep } from './redis';
import { secretsStep } from './secrets';
import { switchStep } from './switch';
import { supportKeysStep } from './support-keys';
import { timeStep } from './time';

/** In the order in which a later one needs an earlier one. */
export const STEPS: readonly Step[] = [
  profileStep,
  encryptionStep,
  namesStep,
  networkStep,
  timeStep,
  secretsStep,
  certificatesStep,
  backupStep,
  databasesStep,
  redisStep,
  keycloakStep,
  backendStep,
  switchStep,
  supportKeysStep,
  administratorStep,
];
