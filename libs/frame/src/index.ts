export type { Hex, Runtime, RuntimeHost, RuntimeStorage } from './runtime.js';
