/**
 * The fourteen published cases of the yuma-simulation project (bactensor/yuma-simulation, `cases.py` of 2025), in our
 * words: three validators, two servers, 40 epochs. A case is who puts how much on server 2, from which epoch on; the rest
 * goes to server 1.
 */
import type { JsonObject } from '../input/fields.js';
import type { Steps } from './fields.js';

interface CaseValidator {
  readonly name: string;
  /** Share of all stake. */
  readonly stake: number | Steps;
  readonly onServer2: Steps;
}

interface Case {
  readonly id: number;
  readonly what: string;
  readonly validators: readonly CaseValidator[];
}

/** From server 1 to server 2 at `epoch`, and back at `back`. */
const moves = (epoch: number, back?: number): Steps =>
  back === undefined
    ? [
        [0, 0],
        [epoch, 1],
      ]
    : [
        [0, 0],
        [epoch, 1],
        [back, 0],
      ];
const always = (share: number): Steps => [[0, share]];

function three(...rows: [name: string, onServer2: Steps, stake?: number | Steps][]): CaseValidator[] {
  return rows.map(([name, onServer2, stake], i) => ({
    name,
    onServer2,
    stake: stake ?? (i === 0 ? 0.8 : 0.1),
  }));
}

const CASES: readonly Case[] = [
  {
    id: 1,
    what: 'a better server appears: the big validator, which alone reaches kappa, moves first, the small ones one and two epochs later',
    validators: three(['big', moves(1)], ['lazy', moves(2)], ['lazier', moves(3)]),
  },
  {
    id: 2,
    what: 'a small validator moves first, the big one second, the other small one third',
    validators: three(['big', moves(2)], ['eager', moves(1)], ['lazy', moves(3)]),
  },
  {
    id: 3,
    what: 'both small validators move before the big one',
    validators: three(['big', moves(3)], ['eager', moves(1)], ['lazy', moves(2)]),
  },
  {
    id: 4,
    what: 'all move in the same epoch',
    validators: three(['big', moves(1)], ['small', moves(1)], ['small 2', moves(1)]),
  },
  {
    id: 5,
    what: 'the big validator moves one epoch after both small ones; at epoch 21 everybody goes back, the big one last',
    validators: three(['big', moves(2, 23)], ['eager-eager', moves(1, 21)], ['eager-lazy', moves(1, 22)]),
  },
  {
    id: 6,
    what: 'as case 2, and at epoch 21 all go back together',
    validators: three(['big', moves(2, 21)], ['eager', moves(1, 21)], ['lazy', moves(3, 21)]),
  },
  {
    id: 7,
    what: 'the big validator moves one epoch late; on the way back one small validator goes first and the others one epoch later',
    validators: three(['big', moves(2, 22)], ['eager-lazy', moves(1, 22)], ['eager-eager', moves(1, 21)]),
  },
  {
    id: 8,
    what: 'the big validator follows the two small ones one epoch late, both ways: a copier with most of the stake',
    validators: three(['big copier', moves(2, 22)], ['eager', moves(1, 21)], ['eager 2', moves(1, 21)]),
  },
  {
    id: 9,
    what: 'nobody moves, but after epoch 5 one small validator holds the stake of both',
    validators: three(
      ['big', always(1)],
      [
        'small',
        always(1),
        [
          [0, 0.1],
          [6, 0.2],
        ],
      ],
      [
        'small 2',
        always(1),
        [
          [0, 0.1],
          [6, 0],
        ],
      ],
    ),
  },
  {
    id: 10,
    what: 'the big validator moves nine epochs after the eager one, and one before the lazy one',
    validators: three(['big delayed', moves(10)], ['eager', moves(1)], ['lazy', moves(11)]),
  },
  {
    id: 11,
    what: 'two equal validators disagree, and the stake of a tiny third decides whose weights are clipped; it changes sides at epoch 20',
    validators: three(
      ['big 1', always(0.7), 0.49],
      ['big 2', always(0.4), 0.49],
      [
        'small',
        [
          [0, 0.39],
          [20, 0.61 / 0.91],
        ],
        0.02,
      ],
    ),
  },
  {
    id: 12,
    what: 'all move together, but one small validator always leaves a thousandth on the other server',
    validators: three(
      ['big', moves(1, 21)],
      [
        'hedging',
        [
          [0, 0.001],
          [1, 0.999],
          [21, 0.001],
        ],
      ],
      ['small', moves(1, 21)],
    ),
  },
  {
    id: 13,
    what: 'the big validator is on server 2, a small one is split; at epoch 21 the other small one splits too',
    validators: three(
      ['big', always(1)],
      ['split', always(0.5)],
      [
        'small',
        [
          [0, 1],
          [21, 0.5],
        ],
      ],
    ),
  },
  {
    id: 14,
    what: 'three equal validators agree, and one of them leaves for a single epoch',
    validators: three(
      ['validator 1', always(0), 0.33],
      ['validator 2', always(0), 0.33],
      ['leaver', moves(20, 21), 0.34],
    ),
  },
];

export const CASE_COUNT = CASES.length;
/** TAO of all validators together. */
const TOTAL_TAO = 1_000_000;

/** What a case is about, one line each. */
export function describeCases(): string[] {
  return CASES.map(({ id, what }) => `${id}  ${what}`);
}

/** @param id 1 … CASE_COUNT */
export function caseScenario(id: number): JsonObject {
  const { what, validators } = CASES[id - 1]!;
  return {
    title: `case ${id}: ${what}`,
    epochs: 40,
    validators: validators.map(({ name, stake, onServer2 }) => ({
      name,
      stakeTao:
        typeof stake === 'number'
          ? stake * TOTAL_TAO
          : stake.map(([epoch, share]) => [epoch, share * TOTAL_TAO]),
      strategy: {
        name: 'schedule',
        weights: {
          'server 1': onServer2.map(([epoch, share]) => [epoch, 1 - share]),
          'server 2': onServer2,
        },
      },
    })),
    miners: [{ name: 'server 1' }, { name: 'server 2' }],
  };
}
