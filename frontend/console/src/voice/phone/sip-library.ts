/** JsSIP is a CommonJS package: loaded on demand by itself it would have no named exports, through this module it has. */
export { UA, WebSocketInterface } from 'jssip';
