#!/usr/bin/env node
import module from 'node:module';

// Node 22.8 and newer keep compiled code between starts.
module.enableCompileCache?.();
const { endProcess } = await import('../dist/end-process.js');
const { main } = await import('../dist/main.js');
endProcess(await main(process.argv));
