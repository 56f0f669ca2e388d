/** Sessions are named by their call; the second flow of a call, and every later one, has its number behind it. */
export const sessionIdOf = (callId: string, session: number): string =>
  session === 1 ? callId : `${callId}.${session}`;

export const callOfSession = (sessionId: string): string => sessionId.split('.', 1)[0] ?? sessionId;
