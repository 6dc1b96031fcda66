import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
const root = dirname(createRequire(import.meta.url).resolve('@yumanet/chain/package.json'));
const child = spawn('node', ['--max-semi-space-size=64','--trace-gc', join(root,'bin/yumanet-chain.js'),'--json','--rpc-port','0','--status-port','0','--log-level','warn','--block-time','0.5'], {stdio:['ignore','pipe','inherit']});
let out=''; let ready; child.stdout.on('data',d=>{out+=d; const m=/^\{.*\}$/m.exec(out); if(m&&!ready) ready=JSON.parse(m[0]);});
while(!ready) await sleep(50);
await sleep(1500); out='';
const ab=spawn('chrt',['--idle','0',process.execPath,'load/abusers.mjs',ready.rpc],{stdio:'ignore'});
await sleep(12000); ab.kill('SIGKILL'); child.kill('SIGKILL');
const sc=[...out.matchAll(/Scavenge ([\d.]+) \(([\d.]+)\) -> ([\d.]+) \(([\d.]+)\) MB(?:, pooled: \d+ MB)?, ([\d.]+) /g)].map(m=>({before:+m[1],after:+m[3],ms:+m[5]}));
sc.sort((a,b)=>a.ms-b.ms); const mc=[...out.matchAll(/Mark-Compact.*?MB.*?, ([\d.]+) \//g)].map(m=>+m[1]);
console.log(process.env.ABUSE,'scavenges',sc.length,'p50',sc[sc.length>>1]?.ms,'p90',sc[Math.floor(sc.length*.9)]?.ms,'max',sc.at(-1)?.ms,'freed/each MB',(sc.reduce((a,s)=>a+s.before-s.after,0)/sc.length).toFixed(1),'mark-compacts',mc.length,mc.join(' '));
process.exit(0)
