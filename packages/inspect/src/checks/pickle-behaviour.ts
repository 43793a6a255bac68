// SPDX-License-Identifier: Apache-2.0
import type { Finding, Severity } from '@mpk/core';
import type { PickleOddity } from '@mpk/formats';
import type { Check } from '../check.js';
import { finding, locate } from '../findings.js';
import { partsOf, type FoundPart } from '../inspected-model.js';

const id = 'pickle-behaviour';

const ODDITIES: Readonly<Record<PickleOddity['kind'], readonly [severity: Severity, what: string]>> = {
  'computed-import': ['critical', 'imports by a name that it computes'],
  'computed-call': ['high', 'calls what a call gave, or what the loader found'],
  'modified-import': ['critical', 'sets attributes or items on what it imported'],
  extension: ['critical', 'imports by a number of the extension registry'],
  'frame-crossed': [
    'critical',
    'has frames that overlap, or arguments that run over their end: versions of Python differ in what they run',
  ],
  'sparse-memo': ['high', 'has a memo index out of all proportion, which makes Python allocate memory'],
  'late-protocol': ['medium', 'changes its protocol on the way'],
  'array-as-code': ['critical', 'has an array whose bytes are opcodes to loaders that know nothing of arrays'],
  'forged-type': [
    'critical',
    'has a type of numpy that holds objects and says that it does not: arrays of it take pointers from bytes',
  ],
  'planted-attribute': ['critical', 'sets what can be called on an object, under a name that opcodes call'],
  'persistent-id': ['high', 'asks its loader for an object by an id that no loader of PyTorch knows'],
  'unreadable-name': ['high', 'imports by a name that is no text'],
  'too-many-imports': ['high', 'imports more names than are listed'],
};

/** What no pickler writes, whatever is imported. */
export const pickleBehaviour: Check = {
  id,
  description: 'Pickles that do what no pickler writes: computed imports, changed imports, overlapping frames.',
  about: {
    finds:
      'Pickles are followed opcode by opcode as CPython follows them, without loading anything. This check reports what no pickler writes: names that are computed, calls of what a call gave, attributes set on imported modules or classes, the extension registry, frames that overlap, memo indexes out of proportion, a second protocol, ids that no loader knows.',
    risk: 'Each of these has been a way past scanners: what is imported or run is then not what stands in the file.',
    severities: [
      ['critical', 'computed or changed imports, extensions, frames, arrays that are code'],
      ['high', 'calls of what a call gave, memory exhaustion, unreadable names, unknown ids'],
      ['medium', 'a protocol that changes'],
    ],
    fix: 'Refuse the file. A model that its framework wrote has none of these; ask for safetensors.',
    limits: 'It says nothing of what ordinary opcodes import, see `pickle-imports`.',
    references: ['CWE-502', 'CWE-913'],
  },
  run: (model) => [...partsOf(model, 'pickle')].flatMap(oddities),
};

function oddities({ file, part, content }: FoundPart<'pickle'>): readonly Finding[] {
  return content.oddities.map(({ kind, offset, import: index }) => {
    const [severity, what] = ODDITIES[kind];
    const meant = index === undefined ? undefined : content.imports[index];
    const message = meant === undefined ? what : `${what}: ${meant.module}.${meant.name}`;
    return finding({ check: id, severity, message }, locate({ file, part, offset, what: 'pickle' }));
  });
}
