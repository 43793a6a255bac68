// SPDX-License-Identifier: Apache-2.0
import { makeZip } from '../fixtures/zips.js';
import { shown } from '../inspected.js';

const archive = (line: string): Buffer =>
  makeZip({
    'm/data.pkl': '\x80\x02).',
    'm/constants.pkl': '\x80\x02).',
    'm/code/__torch__/acme.py': `class Model(Module):\n  def forward(self, x: Tensor) -> Tensor:\n    ${line}\n`,
  });
const found = (line: string): readonly string[] =>
  shown({ 'm.pt': archive(line) }, 'remote-code').map((one) => one.split(' ')[0] ?? '');

describe('TorchScript', () => {
  it.each(['return torch.from_file("/root/.bashrc", True, 10)', 'torch.save(x, "/tmp/x")', 'ops.aten.from_file("x")'])(
    'is told of where it reaches files: %s',
    (line) => {
      expect(found(line)).toEqual(['critical']);
    },
  );

  it('is fine where it computes', () => {
    expect(found('return torch.add(x, torch.load_state, alpha=1)')).toEqual([]);
  });

  it('counts as not looked at where it is larger than what is kept', () => {
    expect(found(`return torch.add(${'x'.repeat(300_000)})`)).toEqual(['inconclusive']);
  });
});
