export { CliError } from './cli-error.js';
export { main } from './main.js';
