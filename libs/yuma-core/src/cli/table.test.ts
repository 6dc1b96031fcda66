import { describe, expect, it } from 'vitest';
import { plainTable } from './table.js';

describe('plainTable', () => {
  it('aligns to the right, two spaces between columns, without lines or colours', () => {
    const table = plainTable(
      ['uid', 'rao'],
      [
        ['1', '1000'],
        ['23', '7'],
      ],
    );
    expect(table.split('\n')).toEqual(['uid   rao', '  1  1000', ' 23     7']);
  });

  it('shows the head alone without rows', () => {
    expect(plainTable(['uid', 'rao'], [])).toBe('uid  rao');
  });
});
