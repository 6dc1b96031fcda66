#!/usr/bin/env -S node --max-semi-space-size=64
import module from 'node:module';

// The flag above: requests that wait for their turn would else be copied from young to old memory while all clients wait.

// Node 22.8 and newer keep compiled code between starts.
module.enableCompileCache?.();
const { main } = await import('../dist/main.js');
process.exitCode = await main(process.argv);
