export { CliError } from './cli-error.js';
export { main, type Io } from './main.js';
