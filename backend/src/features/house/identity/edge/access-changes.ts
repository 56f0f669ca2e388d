import { Injectable, type OnModuleInit } from '@nestjs/common';
import { config } from '../../../../platform/config';
import { Relay } from '../../../../platform/journal';
import { RealtimeGateway } from '../../../../platform/realtime';

/** What changes who may see what: people, groups and their queues, permission sets. Whole events; who is concerned is read anew. */
const TYPES: ReadonlySet<string> = new Set([
  ...['UserUpdated', 'GroupCreated', 'GroupUpdated', 'GroupDeleted', 'PermissionSetUpdated', 'PermissionSetDeleted'],
  ...['QueueSaved', 'QueueMembersChanged', 'QueueDeleted'],
]);

/** Screens that are open follow a change of rights or groups at once; the regular look at every socket would find it later. */
@Injectable()
export class AccessChanges implements OnModuleInit {
  constructor(
    private readonly relay: Relay,
    private readonly gateway: RealtimeGateway,
  ) {}

  onModuleInit(): void {
    if (!config('process').parts.includes('api')) return;
    this.relay.follow({
      name: 'identity-access-changes',
      handle: (events) => {
        if (events.some(({ type }) => TYPES.has(type))) void this.gateway.lookAgain();
      },
    });
  }
}
