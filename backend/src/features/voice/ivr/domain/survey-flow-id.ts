const PREFIX = 'survey';

/** A survey runs as a flow under this name, in a language that it speaks (or else its first). */
export const surveyFlowId = (surveyId: string, language: string): string => `${PREFIX}:${surveyId}:${language}`;

/** Null: a flow that somebody drew. */
export function surveyOfFlow(flowId: string): { readonly surveyId: string; readonly language: string } | null {
  const [prefix, surveyId, language] = flowId.split(':');
  return prefix === PREFIX && surveyId && language ? { surveyId, language } : null;
}
