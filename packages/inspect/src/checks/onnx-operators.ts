// SPDX-License-Identifier: Apache-2.0
import type { Finding } from '@mpk/core';
import type { OnnxContent, OnnxOperator } from '@mpk/formats';
import type { Check } from '../check.js';
import { finding, locate, unknown } from '../findings.js';
import { partsOf, type FoundPart } from '../inspected-model.js';
import { ONNX_OPERATORS } from '../tables/onnx-operators.js';

const id = 'onnx-operators';

/** Operators that hand their work to Python. */
const PYTHON = /^Py(?:thon)?(?:Custom)?(?:Op|Func|Grad)/i;

/** Operators of ONNX models that no known runtime has by itself. */
export const onnxOperators: Check = {
  id,
  description: 'ONNX models with operators that call Python, or that need a library of somebody else.',
  about: {
    finds:
      'Every operator of the model, of its subgraphs, functions and training part, by domain and name, against those of ONNX and of ONNX Runtime; functions that the model brings itself count as known.',
    risk: 'A custom operator runs native code, or Python, from a library that has to be loaded beside the model.',
    severities: [
      ['critical', 'an operator that hands its work to Python'],
      ['medium', 'an operator that neither ONNX nor ONNX Runtime has'],
    ],
    fix: 'Export the model with standard operators, or pin and sign the library with it.',
    limits: 'What a known operator computes is not judged.',
    references: ['CWE-829', 'https://onnx.ai/onnx/operators/'],
  },
  run: (model) => [...partsOf(model, 'onnx')].flatMap(operatorsOf),
};

function operatorsOf({ file, part, content }: FoundPart<'onnx'>): readonly Finding[] {
  const where = locate({ file, part });
  const own = new Set(content.functions.map(({ domain, name }) => key(domain, name)));
  const found = content.operators.flatMap((operator) => tell(operator, own, where));
  if (!isIncomplete(content)) return found;
  const message = 'the model has more operators or functions than are looked at';
  return [...found, unknown({ check: id, severity: 'medium', message }, where)];
}

function tell(
  { domain, name, count }: OnnxOperator,
  own: ReadonlySet<string>,
  where: Finding['location'],
): readonly Finding[] {
  const shown = `${domain === '' ? '' : `${domain}.`}${name} (${count} times)`;
  if (PYTHON.test(name)) {
    return [finding({ check: id, severity: 'critical', message: `${shown} hands its work to Python` }, where)];
  }
  const known = ONNX_OPERATORS.get(domain === 'ai.onnx' ? '' : domain);
  if (known?.has(name) === true || own.has(key(domain, name))) return [];
  const message = `${shown} is an operator of neither ONNX nor ONNX Runtime`;
  return [finding({ check: id, severity: 'medium', message }, where)];
}

const key = (domain: string, name: string): string => JSON.stringify([domain, name]);
const isIncomplete = ({ moreOperators, moreEntries }: OnnxContent): boolean => moreOperators + moreEntries > 0;
