import { Injectable } from '@nestjs/common';
import { UserStore } from '../data/user.store';
import type { SignOutListener } from '../port/sign-out-listener';
import { Sessions } from './sessions';

/** A sign-out at the embedded provider ends the workstation of that sign-in. */
@Injectable()
export class EndSignIn implements SignOutListener {
  constructor(
    private readonly users: UserStore,
    private readonly sessions: Sessions,
  ) {}

  async signedOut({ subject, signIn }: { subject: string; signIn: string }): Promise<void> {
    const user = await this.users.bySubject(subject);
    if (!user) return;
    await this.sessions.signedOut(user.id, signIn, {
      actor: { kind: 'user', id: user.id },
      correlation: `sign-out-${signIn}`,
      causation: null,
    });
  }
}
