// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const PAGE = textOf('docs/tutorials/kubeflow.md');

describe('docs/tutorials/kubeflow.md', () => {
  it('shows a recorded training as the example has it, which the KFP SDK compiles', () => {
    const [, section = ''] = /^### Record the training$([\s\S]*?)^## /m.exec(PAGE) ?? [];
    const blocks = [...section.matchAll(/^```python\n([\s\S]*?)^```/gm)].map(([, text = '']) => text);
    expect(blocks).toHaveLength(1);
    for (const block of blocks) expect(textOf('packages/kubeflow/examples/training.py')).toContain(block);
  });

  it('names every component file that there is, and no other', () => {
    const named = new Set([...PAGE.matchAll(/`((?:[a-z]+\.component|verify-gate)\.yaml)`/g)].map(([, name]) => name));
    const files = ['gate.component.yaml', 'record.component.yaml', 'sign.component.yaml', 'verify-gate.yaml'];
    expect([...named].sort()).toEqual([...files, 'verify.component.yaml'].sort());
  });
});
