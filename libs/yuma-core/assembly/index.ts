/**
 * The whole ABI. TypeScript calls `layout`, writes parameters and input arrays where the header says, calls `run`
 * (or, with several threads, `begin`, `work` and `advance`), and reads the outputs where the header says.
 */
export { headerAddress, layout } from './memory';
export { advance, begin, run, work } from './phases';

// Primitives, for tests.
export { alphaOfDifference, expSafe } from './fixed/exp';
export { proportionToU16, safeDiv, saturatingDiv, saturatingMul } from './fixed/i32f32';
export { share64 } from './fixed/share64';
export { divideForTest, scaleForTest, sigmoidForTest } from './simd/for-test';
export { emissionMulU64 } from './steps/emission';
