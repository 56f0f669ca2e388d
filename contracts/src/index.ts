/** What crosses a wire: zod schemas and string vocabularies, shared by the backend and the browser. Imports zod and nothing else. */
export * from './blacklist';
export * from './customers';
export * from './follow-ups';
export * from './identity';
export * from './ivr';
export * from './ivr-flows';
export * from './licensing';
export * from './paging';
export * from './permissions';
export * from './problem';
export * from './prompts';
export * from './realtime';
export * from './routing';
export * from './system';
export * from './trunks';
export * from './voice';
export * from './work';
