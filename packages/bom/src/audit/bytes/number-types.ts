// SPDX-License-Identifier: Apache-2.0
import type { AuditRule } from '../rule.js';
import { isNamedQuantized } from './gguf-types.js';
import { typesOf } from './measured-types.js';

/** Types of PyTorch by the names that formats have for them. */
const TYPES: Readonly<Record<string, string>> = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  F8_E4M3: 'float8_e4m3fn',
  F8_E5M2: 'float8_e5m2',
};
/** Types of whole numbers that quantised weights are packed in, and all of GGUF's blocks. */
const isQuantized = (type: string): boolean =>
  /^(?:I?Q\d|TQ\d|MXFP4|NVFP4|F8_|F4|I8|U8|I32|U32|I4|U4)/.test(type) && type !== 'I64';

export const dtypeDiffers: AuditRule = {
  id: 'dtype-differs',
  theme: 'bytes',
  severity: 'medium',
  description: 'The configuration states another type of numbers than most of the tensors have.',
  risk: 'The weights are not those that the configuration was written with, or were converted afterwards.',
  fix: 'Write the weights and their configuration together, or correct `dtype`.',
  limits: 'Quantised weights are for `quantization-not-told`, and GGUF files for `quantization-differs`.',
  *check(model) {
    const found = typesOf(model);
    const [main] = found?.types ?? [];
    const name = TYPES[main ?? ''];
    // What was made GGUF of lies beside it with the configuration of what it was made from.
    if (found === undefined || name === undefined || found.claim.source.file?.endsWith('.gguf') === true) return;
    // Of quantised weights it is the type that they are computed in.
    if (model.has('quantization.method') && main?.startsWith('F8_') === true) return;
    for (const claim of model.texts('dtype')) {
      const stated = claim.value.replace(/^torch\./, '');
      if (!Object.values(TYPES).includes(stated) || stated === name) continue;
      yield { message: `stated as ${stated}, most tensors are ${name}`, evidence: [claim, found.claim] };
    }
  },
};

export const quantizationNotTold: AuditRule = {
  id: 'quantization-not-told',
  theme: 'bytes',
  severity: 'low',
  description: 'Its tensors are quantised, and nothing says so.',
  risk: 'Quantised models behave differently; whoever evaluates them must know.',
  fix: 'State `quantization_config` in `config.json`, or `base_model_relation: quantized` in the card.',
  limits: 'The name of a GGUF file counts as saying so.',
  *check(model) {
    const found = typesOf(model);
    const [main] = found?.types ?? [];
    if (found === undefined || main === undefined || !isQuantized(main)) return;
    const isTold =
      model.has('quantization.method') ||
      model.has('quantization.bits') ||
      model.texts('base-model.relation').some(({ value }) => value === 'quantized') ||
      model.files.some(
        ({ name }) => isNamedQuantized(name) || /(?:gptq|awq|int[48]|[48]-?bit|fp8|bnb|quant)/i.test(name),
      );
    if (!isTold)
      yield { message: `most tensors are ${main}, and nothing says that it is quantised`, evidence: [found.claim] };
  },
};
