/**
 * Subtensor's own Rust (commit 14bc6f9f, -O3), milliseconds per epoch: best of three runs, second epoch with bonds, on
 * 2 shared vCPU (AMD EPYC, Zen 4 class). Measured 2026-11-22 on another day and load than your run: a ratio to it is an
 * orientation, the ratio to `float64` of the same run is the measurement.
 */
export const NATIVE_RUST = {
  source: 'opentensor/subtensor 14bc6f9f, epoch_mechanism, rustc -O3',
  date: '2026-11-22',
  milliseconds: new Map<string, number>([
    ['n=256/v=64/density=1/yuma2', 1.88],
    ['n=256/v=64/density=0.1/yuma2', 0.27],
    ['n=1024/v=128/density=1/yuma2', 16.6],
    ['n=4096/v=256/density=0.25/yuma2', 41.7],
    ['n=4096/v=256/density=1/yuma2', 153],
    ['n=16384/v=64/density=1/yuma2', 619],
    ['n=256/v=64/density=1/yuma3', 1.51],
    ['n=256/v=64/density=0.1/yuma3', 0.25],
    ['n=1024/v=128/density=1/yuma3', 14.2],
    ['n=4096/v=256/density=0.25/yuma3', 36.6],
    ['n=4096/v=256/density=1/yuma3', 134],
    ['n=256/v=64/density=1/liquid', 21],
    ['n=1024/v=128/density=1/liquid', 357],
    ['n=4096/v=256/density=1/liquid', 5900],
  ]),
} as const;
