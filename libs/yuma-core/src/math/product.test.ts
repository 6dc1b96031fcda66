import { describe, expect, it } from 'vitest';
import { I32F32 } from '../fixed/i32f32.js';
import { fx, fxs, ulp } from '../testing/exact.js';
import {
  matVecMul,
  matVecMulSparse,
  matmul,
  matmulSparse,
  matmulTranspose,
  matmulTransposeSparse,
  rowHadamard,
  rowHadamardSparse,
  rowSum,
  rowSumSparse,
  vecMul,
} from './product.js';

describe('row Hadamard', () => {
  it('multiplies every row by its own factor', () => {
    expect(
      rowHadamardSparse(
        [
          [[2, fx(4)]],
          [
            [0, fx(1)],
            [1, fx(2)],
          ],
        ],
        fxs(0.5, 3),
      ),
    ).toEqual([
      [[2, fx(2)]],
      [
        [0, fx(3)],
        [1, fx(6)],
      ],
    ]);
    expect(rowHadamard([fxs(4, 2)], fxs(0.5))).toEqual([fxs(2, 1)]);
    expect(rowHadamard([], [])).toEqual([[]]);
  });
});

describe('matrix times vector', () => {
  it('matmul sums down the columns: Σ_i v_i · w_ij', () => {
    expect(
      matmulSparse(
        [
          [
            [0, fx(1)],
            [2, fx(2)],
          ],
          [[2, fx(4)]],
        ],
        fxs(0.5, 0.25),
        3,
      ),
    ).toEqual(fxs(0.5, 0, 2));
    expect(matmul([fxs(1, 2), fxs(4, 0)], fxs(0.5, 0.25))).toEqual(fxs(1.5, 1));
  });

  it('matmul_transpose sums along the rows: Σ_j v_j · w_ij', () => {
    expect(
      matmulTransposeSparse(
        [
          [
            [0, fx(1)],
            [2, fx(2)],
          ],
          [],
        ],
        fxs(1, 0, 0.5),
      ),
    ).toEqual(fxs(2, 0));
    expect(matmulTranspose([fxs(1, 2)], fxs(1, 0.5))).toEqual(fxs(2));
  });

  it('floors every product before it is added', () => {
    expect(matmulSparse([[[0, ulp(1)]], [[0, ulp(1)]]], fxs(0.5, 0.5), 1)).toEqual([0n]);
    expect(
      matmulTransposeSparse(
        [
          [
            [0, ulp(-1)],
            [1, ulp(-1)],
          ],
        ],
        fxs(0.5, 0.5),
      ),
    ).toEqual([-2n]);
  });

  it('takes a missing factor as 0 and leaves out columns outside', () => {
    expect(
      matmulSparse(
        [
          [
            [0, fx(1)],
            [5, fx(1)],
          ],
          [[0, fx(1)]],
        ],
        fxs(1),
        1,
      ),
    ).toEqual(fxs(1));
    expect(matmulTransposeSparse([[[5, fx(1)]]], fxs(1))).toEqual(fxs(0));
  });
});

describe('element by element', () => {
  it('vecMul is 0 where a product does not fit', () => {
    expect(vecMul([I32F32.max, fx(3)], fxs(2, 0.5))).toEqual(fxs(0, 1.5));
    expect(matVecMul([fxs(2, 4)], fxs(0.5, 0.25))).toEqual([fxs(1, 1)]);
  });

  it('matVecMulSparse saturates, and does not store products that are 0', () => {
    expect(
      matVecMulSparse(
        [
          [
            [0, ulp(1)],
            [1, I32F32.max],
            [9, fx(1)],
          ],
        ],
        fxs(0.5, 2),
      ),
    ).toEqual([[[1, I32F32.max]]]);
  });
});

describe('row sums', () => {
  it('add up each row; dense: none where the first row is empty', () => {
    expect(
      rowSumSparse([
        [
          [3, fx(1)],
          [1, fx(2)],
        ],
        [],
      ]),
    ).toEqual(fxs(3, 0));
    expect(rowSum([fxs(1, 2), fxs(3, 4)])).toEqual(fxs(3, 7));
    expect(rowSum([[], fxs(1)])).toEqual([]);
  });
});
