// SPDX-License-Identifier: Apache-2.0
import { NOT_RECORDED, chosenArguments, chosenEnvironment } from '../../src/record/chosen-values.js';

const HEX = '0123456789abcdef0123456789abcdef01234567';
const TOKEN = `hf_${'q'.repeat(34)}`;

describe('what is written down of an environment', () => {
  it('is a short list and what was asked for, of what is set', () => {
    const env = { CUDA_VISIBLE_DEVICES: '0,1', LR: '3e-5', PATH: '/bin', HOME: '/root', LD_PRELOAD: 'x' };
    expect(chosenEnvironment(env, ['LR', 'ABSENT'])).toEqual({
      recorded: { CUDA_VISIBLE_DEVICES: '0,1', LR: '3e-5' },
      notRecorded: [],
    });
  });

  it('looks within values', () => {
    const env = { ARGS: '--lr 1 --api-key abc', XLA_FLAGS: '--xla_gpu_x=true --xla_y=2' };
    expect(chosenEnvironment(env, ['ARGS'])).toEqual({
      recorded: { XLA_FLAGS: env.XLA_FLAGS },
      notRecorded: ['environment ARGS'],
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
    [
      'a password with a dash',
      ['x', '--password', '-dash1'],
      ['x', '--password', NOT_RECORDED],
      ['argument 2 (--password)'],
    ],
    [
      'an override with dots',
      ['x', 'a.wandb.api_key=v'],
      ['x', `a.wandb.api_key=${NOT_RECORDED}`],
      ['argument 1 (a.wandb.api_key)'],
    ],
    [
      'an added override',
      ['x', '++a.password=v'],
      ['x', `++a.password=${NOT_RECORDED}`],
      ['argument 1 (++a.password)'],
    ],
    [
      'an option within an option',
      ['x', '--args=--api-key v'],
      ['x', `--args=${NOT_RECORDED}`],
      ['argument 1 (--args)'],
    ],
    [
      'a key of hexadecimal digits',
      ['x', '--wandb-key', HEX],
      ['x', '--wandb-key', NOT_RECORDED],
      ['argument 2 (--wandb-key)'],
    ],
    [
      'a log-in',
      ['wandb', 'login', '--relogin', HEX],
      ['wandb', 'login', '--relogin', NOT_RECORDED],
      ['argument 3 (--relogin)'],
    ],
    ['a user with a password', ['curl', '-u', 'me:pw'], ['curl', '-u', NOT_RECORDED], ['argument 2 (-u)']],
    ['a user with a password, attached', ['curl', '-ume:pw'], ['curl', NOT_RECORDED], ['argument 1']],
    ['a password of a database', ['mysql', '-ppw'], ['mysql', NOT_RECORDED], ['argument 1']],
    ['a long argument', ['x', 'y'.repeat(5000)], ['x', NOT_RECORDED], ['argument 1']],
  ];
  test.each(table)('%s', (_, argv, recorded, notRecorded) => {
    expect(chosenArguments(argv)).toEqual({ recorded, notRecorded });
  });
});

describe('an argument with something within', () => {
  test.each([
    'cd /w && DB_PASSWORD=hunter2secret python train.py',
    'python train.py --api-key abcdefgh',
    "python train.py --api-key 'abcdefgh'",
    `wandb login ${HEX} && python train.py`,
    'python train.py --password -x',
    'python train.py ++trainer.password=hunter2',
    'bash -c "train --db-password=hunter2"',
    'curl -u user:pw https://data.example/x',
    'mysqldump -psecretpw db',
    'docker login -u me -p secretpw',
    "curl -H 'X-Api-Key: abcd' https://data.example/x",
    '{"x-api-key": "abcd1234efgh"}',
    '{\\"password\\":\\"hunter2\\"}',
    'db={user:me,password:hunter2}',
    'export WANDB_API_KEY=abc; python train.py',
    'PASSWORD=${PW:-hunter2} python train.py',
  ])('is not recorded where that is a secret: %s', (argument) => {
    const { recorded, notRecorded } = chosenArguments(['sh', '-c', argument]);
    expect(JSON.stringify(recorded)).toContain(NOT_RECORDED);
    expect(notRecorded).toHaveLength(1);
  });

  test.each([
    'python train.py --lr 3e-5 --epochs 3 --max-tokens 4096 --pad-token "<pad>"',
    `git checkout ${HEX} && python -u train.py`,
    `wandb login && git checkout ${HEX}`,
    `python train.py --base sha256:${'ab12'.repeat(16)} --revision=${HEX}`,
    'python train.py --api-key "$WANDB_API_KEY" --token ${HF_TOKEN}',
    'docker run -u 1000:1000 -v $PWD:/work -v "$(pwd)":/out train',
    'pip install google-auth==2.29.0 "python-secrets>=1" && mkdir -p out',
    'python train.py use_auth_token=True optimizer.lr=0.1 +trainer.max_steps=100',
    '{"lr": 0.1, "tokenizer": "bert-base-uncased", "password": null}',
    'python -c "import torch; print(torch.cuda.is_available())"',
    'accelerate launch --num_processes 8 train.py --key_dim 64 --keys q,k,v',
    'aws s3 cp s3://bucket/key data && python train.py --author me',
  ])('is recorded where there is none: %s', (argument) => {
    const argv = ['sh', '-c', argument];
    expect(chosenArguments(argv)).toEqual({ recorded: argv, notRecorded: [] });
  });
});
