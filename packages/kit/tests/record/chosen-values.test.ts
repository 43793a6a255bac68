// SPDX-License-Identifier: Apache-2.0
import { NOT_RECORDED, chosenArguments, chosenEnvironment } from '../../src/record/chosen-values.js';

const TOKEN = `hf_${'q'.repeat(34)}`;

describe('what is written down of an environment', () => {
  it('is a short list and what was asked for, of what is set', () => {
    const env = { CUDA_VISIBLE_DEVICES: '0,1', LR: '3e-5', PATH: '/bin', HOME: '/root', LD_PRELOAD: 'x' };
    expect(chosenEnvironment(env, ['LR', 'ABSENT'])).toEqual({
      recorded: { CUDA_VISIBLE_DEVICES: '0,1', LR: '3e-5' },
      notRecorded: [],
    });
  });

  it('has the name only of what looks like a secret or is too long, also where it was asked for', () => {
    const chosen = chosenEnvironment({ HF_TOKEN: TOKEN, RANK: TOKEN, BIG: 'x'.repeat(5000) }, ['HF_TOKEN', 'BIG']);
    expect(chosen).toEqual({
      recorded: {},
      notRecorded: ['environment BIG', 'environment HF_TOKEN', 'environment RANK'],
    });
  });
});

describe('what is written down of a command', () => {
  const table: readonly [string, readonly string[], readonly string[], readonly string[]][] = [
    ['all of it', ['python', 'train.py', '--lr', '3e-5'], ['python', 'train.py', '--lr', '3e-5'], []],
    [
      'an option and its value',
      ['x', '--api-key', 'abc'],
      ['x', '--api-key', NOT_RECORDED],
      ['argument 2 (--api-key)'],
    ],
    ['an option with =', ['x', '--password=abc'], ['x', `--password=${NOT_RECORDED}`], ['argument 1 (--password)']],
    [
      'an override',
      ['x', 'wandb.key=v', 'api_key=v'],
      ['x', 'wandb.key=v', `api_key=${NOT_RECORDED}`],
      ['argument 2 (api_key)'],
    ],
    [
      'an environment prefix',
      ['env', `HF_TOKEN=${TOKEN}`],
      ['env', `HF_TOKEN=${NOT_RECORDED}`],
      ['argument 1 (HF_TOKEN)'],
    ],
    ['a bare secret', ['x', TOKEN], ['x', NOT_RECORDED], ['argument 1']],
    ['an option after an option', ['x', '--password', '--lr'], ['x', '--password', '--lr'], []],
    ['a long argument', ['x', 'y'.repeat(5000)], ['x', NOT_RECORDED], ['argument 1']],
  ];
  test.each(table)('%s', (_, argv, recorded, notRecorded) => {
    expect(chosenArguments(argv)).toEqual({ recorded, notRecorded });
  });
});
