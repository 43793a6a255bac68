// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { memberOfClaim, type AuditedModel } from '../audited-model.js';
import type { AuditRule } from '../rule.js';

/** Types of PyTorch by the names that formats have for them. */
const TYPES: Readonly<Record<string, string>> = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  F8_E4M3: 'float8_e4m3fn',
  F8_E5M2: 'float8_e5m2',
};
const PLAIN_FLOATS: ReadonlySet<string> = new Set(['F64', 'F32', 'F16', 'BF16']);
/** Types of whole numbers that quantised weights are packed in, and all of GGUF's blocks. */
const isQuantized = (type: string): boolean =>
  /^(?:I?Q\d|TQ\d|MXFP4|NVFP4|F8_|F4|I8|U8|I32|U32|I4|U4)/.test(type) && type !== 'I64';

/** The measured types, the most frequent first. */
function typesOf(model: AuditedModel): { readonly claim: Claim; readonly types: readonly string[] } | undefined {
  const claim = model
    .of('tensor.types')
    .find(({ method, value }) => method === 'measured' && typeof value === 'object');
  if (claim === undefined || typeof claim.value !== 'object' || Array.isArray(claim.value)) return undefined;
  const counts = Object.keys(claim.value).map((type): [string, number] => [
    type,
    Number(memberOfClaim(claim, type) ?? 0),
  ]);
  return { claim, types: counts.sort((a, b) => b[1] - a[1]).map(([type]) => type) };
}

export const dtypeDiffers: AuditRule = {
  id: 'dtype-differs',
  theme: 'bytes',
  severity: 'medium',
  description: 'The configuration states another type of numbers than most of the tensors have.',
  risk: 'The weights are not those that the configuration was written with, or were converted afterwards.',
  fix: 'Write the weights and their configuration together, or correct `dtype`.',
  limits: 'Quantised weights are for `quantization-not-told`.',
  *check(model) {
    const found = typesOf(model);
    const [main] = found?.types ?? [];
    const name = TYPES[main ?? ''];
    if (found === undefined || name === undefined) return;
    for (const claim of model.texts('dtype')) {
      const stated = claim.value.replace(/^torch\./, '');
      if (!Object.values(TYPES).includes(stated) || stated === name) continue;
      yield { message: `stated as ${stated}, most tensors are ${name}`, evidence: [claim, found.claim] };
    }
  },
};

/** `Q4_K_M` in a name, as llama.cpp writes it. */
const NAMED = /(?:^|[-_.])((?:I?Q\d(?:_[A-Z0-9]+)*|TQ\d_\d|MXFP4))(?=\.gguf$|[-_.])/i;

export const quantizationNotThere: AuditRule = {
  id: 'quantization-not-there',
  theme: 'bytes',
  severity: 'high',
  description: 'It is said to be quantised, and no tensor is.',
  risk: 'Another model was published under this name, or it takes several times the memory that was planned for.',
  fix: 'Correct the name or the metadata, or publish the quantised weights.',
  *check(model) {
    const found = typesOf(model);
    if (found === undefined || found.types.length === 0 || !found.types.every((type) => PLAIN_FLOATS.has(type))) return;
    for (const claim of model.texts('quantization.method')) {
      if (/^(?:none|F16|F32|BF16|ALL_F32|MOSTLY_F16|MOSTLY_BF16|bitsandbytes|torchao|quanto)$/i.test(claim.value))
        continue;
      yield { message: `said to be quantised by ${claim.value}, no tensor is`, evidence: [claim, found.claim] };
    }
    for (const { name } of model.files) {
      const named = NAMED.exec(name)?.[1];
      if (named !== undefined && name.endsWith('.gguf')) {
        yield { message: `the name says ${named}, no tensor is quantised`, evidence: [found.claim], file: name };
      }
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
      model.files.some(({ name }) => NAMED.test(name) || /(?:gptq|awq|int[48]|[48]-?bit|fp8|bnb|quant)/i.test(name));
    if (!isTold)
      yield { message: `most tensors are ${main}, and nothing says that it is quantised`, evidence: [found.claim] };
  },
};
