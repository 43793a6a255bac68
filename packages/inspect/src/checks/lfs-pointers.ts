// SPDX-License-Identifier: Apache-2.0
import type { Finding } from '@mpk/core';
import type { Check } from '../check.js';
import { finding, locate } from '../findings.js';
import { partsOf } from '../inspected-model.js';

const id = 'lfs-pointers';

/** Files that only say where the real ones are. */
export const lfsPointers: Check = {
  id,
  description: 'Pointers of Git LFS in the place of files: the model is not all here.',
  about: {
    finds: 'Small text files in the format of Git LFS pointers, whatever their name.',
    risk: 'What is inspected, signed or pinned is then the pointer. The weights that are fetched later were seen by nobody.',
    severities: [['high', 'always']],
    fix: 'Fetch the files (`git lfs pull`, or download the model anew) and inspect again.',
    limits: 'Pointers of other systems are text to it.',
    references: ['https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md'],
  },
  run(model) {
    const findings: Finding[] = [];
    for (const { file, part, content } of partsOf(model, 'text')) {
      if (content.lfsPointer === undefined) continue;
      const message = `stands for ${content.lfsPointer.sizeBytes} bytes that are not here`;
      findings.push(finding({ check: id, severity: 'high', message }, locate({ file, part })));
    }
    return findings;
  },
};
