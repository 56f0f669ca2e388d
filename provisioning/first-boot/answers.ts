import { z } from 'zod';

const network = z.string().regex(/^[0-9a-fA-F.:]+\/\d{1,3}$/, 'must be a network like 10.0.0.0/8');
const address = z.union([z.ipv4(), z.ipv6()]);
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const hostName = z
  .string()
  .max(253)
  .refine((name) => name.split('.').every((part) => label.test(part)), 'must be a host name in small letters');

/**
 * What the person who sets up a machine decides; the headless file and the wizard give the same. Nothing here is a secret:
 * passwords and keys are made on the machine, and the passphrase of the disk comes on a disk of its own.
 */
export const answersSchema = z.strictObject({
  profile: z.enum(['mini', 'medium', 'max']),
  /** Name under which browsers reach the console. */
  hostName,
  /** Name of this installation, shown at sign-in. */
  name: z.string().min(1).max(80).default('Centrala'),
  /** What stands behind the @ of every login. */
  domain: hostName,
  timeZone: z
    .string()
    .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), 'must be a time zone like Europe/Warsaw')
    .default('Europe/Warsaw'),
  timeServers: z
    .array(z.union([address, hostName]))
    .max(8)
    .default([]),
  network: z
    .discriminatedUnion('mode', [
      z.strictObject({ mode: z.literal('dhcp') }),
      z.strictObject({
        mode: z.literal('static'),
        address: network,
        gateway: address,
        nameServers: z.array(address).min(1).max(4),
      }),
    ])
    .default({ mode: 'dhcp' }),
  /** From where the machine is managed: ssh, and the console whatever the address lists say. */
  managementNetworks: z.array(network).min(1).max(32),
  /** Addresses of SIP trunks; others do not reach their port. */
  trunkAddresses: z
    .array(z.union([address, network]))
    .max(64)
    .default([]),
  /** Interfaces (an MPLS line) over which the reporting database answers beside the tunnel. */
  reportingInterfaces: z
    .array(z.string().regex(/^[a-z][a-z0-9._-]{0,14}$/, 'must be the name of an interface like ens19'))
    .max(4)
    .default([]),
  administrator: z.strictObject({
    login: z.string().regex(/^[a-z0-9._-]{1,64}$/, 'must be the part in front of the @'),
    email: z.email(),
    firstName: z.string().min(1).max(80),
    lastName: z.string().min(1).max(80),
  }),
  /** Public key (PEM, RSA of 3072 bits or more) to which the recovery key of the disk is sealed in a set-up without a person. */
  recoverySeal: z.string().includes('BEGIN PUBLIC KEY').optional(),
  /** ssh keys of the support staff. */
  supportKeys: z
    .array(z.string().regex(/^(ssh-ed25519|ecdsa-sha2-\S+|sk-ssh-\S+|ssh-rsa) \S+/))
    .max(50)
    .default([]),
});

export type Answers = z.infer<typeof answersSchema>;

/** Answers out of JSON text; throws an error whose message names every wrong field with its rule. */
export function readAnswers(text: string): Answers {
  const result = answersSchema.safeParse(JSON.parse(text));
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `  ${path.join('.') || 'the file'}: ${message}`);
  throw new Error(`The answers cannot be used:\n${problems.join('\n')}`);
}
