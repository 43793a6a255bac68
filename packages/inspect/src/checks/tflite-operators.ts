// SPDX-License-Identifier: Apache-2.0
import type { Finding } from '@mpk/core';
import type { Check } from '../check.js';
import { finding, locate, unknown } from '../findings.js';
import { partsOf, type FoundPart } from '../inspected-model.js';

const id = 'tflite-operators';

/** Operators of TensorFlow Lite that a runtime must be given. */
export const tfliteOperators: Check = {
  id,
  description: 'TensorFlow Lite models with custom operators, or with programs in their buffers.',
  about: {
    finds: 'Custom operators by name, operators of TensorFlow itself (`Flex…`), and buffers that begin as programs do.',
    risk: 'A custom operator is native code that has to be loaded beside the model; with Flex the whole of TensorFlow is, and what its operators can do.',
    severities: [
      ['critical', 'a program in the place of a buffer'],
      ['medium', 'a custom operator'],
    ],
    fix: 'Convert the model with built-in operators, or pin and sign the library with it.',
    limits: 'What an operator computes is not judged.',
    references: ['CWE-829', 'https://ai.google.dev/edge/litert/models/ops_custom'],
  },
  run: (model) => [...partsOf(model, 'tflite')].flatMap(operatorsOf),
};

function operatorsOf({ file, part, content }: FoundPart<'tflite'>): readonly Finding[] {
  const where = locate({ file, part });
  const custom = content.operators.flatMap(({ customName, uses }) => {
    const message = `the operator ${customName} (${uses} times) is none of TensorFlow Lite`;
    return customName === '' ? [] : [finding({ check: id, severity: 'medium', message }, where)];
  });
  const programs = content.looksLike.map((buffer) =>
    finding({ check: id, severity: 'critical', message: `a program in the place of buffer ${buffer}` }, where),
  );
  if (content.moreEntries === 0) return [...custom, ...programs];
  const message = 'the model has more operators or buffers than are looked at';
  return [...custom, ...programs, unknown({ check: id, severity: 'medium', message }, where)];
}
