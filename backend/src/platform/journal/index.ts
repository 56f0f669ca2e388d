export { Journal } from './journal';
export type { ReadFromOptions, ReadStreamOptions } from './journal';
export { storableJson } from './storable-json';
