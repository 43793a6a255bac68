// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withReader } from './follow.js';
import { stepsOf } from './page.js';

const TRAIN = `mkdir -p model
cat data/reviews.csv base/weights.bin > model/weights.bin
echo '{"accuracy": 0.93}' > metrics.json
echo trained
`;

const files = {
  'base/weights.bin': 'base\n',
  'data/reviews.csv': 'good,1\n',
  'data/README.md': '---\nlicense: cc-by-4.0\nlanguage: [en]\n---\n# Reviews\n',
  'train.sh': TRAIN,
  'clean.sh': 'mkdir clean && grep good data/reviews.csv > clean/reviews.csv\n',
};

describe('docs/tutorials/training-provenance.md', () => {
  it('has commands that work in their order, and print what it says', () =>
    withReader({ files }, async ({ folder, run, follow }) => {
      await run('git init -q && git remote add origin https://git.corp.example/ml/train && git add train.sh');
      await run('git -c user.name=a -c user.email=a@example.com commit -qm x');
      await follow(stepsOf('docs/tutorials/training-provenance.md'));
      expect(readFileSync(join(folder, 'tree.mmd'), 'utf8')).toMatch(/^flowchart LR\n/);
      expect(readFileSync(join(folder, 'tree.svg'), 'utf8')).toMatch(/^<svg /);
      expect(readFileSync(join(folder, 'tree.html'), 'utf8')).toMatch(/^<!doctype html>/i);
    }));
});
