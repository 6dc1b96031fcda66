export { contractViolations, type ContractOptions } from './contract-violations.js';
export { LightAxon, type LightAxonOptions } from './light-axon.js';
export { meanOf, playRounds, type Player, type PlayOptions } from './play-rounds.js';
export { orderCommand } from './order-command.js';
export { orderOf, type Cast, type Order } from './order-of.js';
export { openCast, type OpenCastOptions } from './open-cast.js';
