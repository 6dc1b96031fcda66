/** `@yumanet/polkadot/api`: connections of the command line and of tools; types come from `@polkadot/api` itself. */
export { ApiPromise, WsProvider } from '@polkadot/api';
