// SPDX-License-Identifier: Apache-2.0
import { memberOfClaim } from '../../claims/claim-members.js';
import type { AuditRule } from '../rule.js';
import { isPlainFloat, typesOf } from './measured-types.js';

/** Tags of the Hub for ways to quantise weights. */
const TAGS = /^(?:gptq|awq|[2348]-?bits?(?: precision)?|bnb-[48]bit|int[48]|nf4)$/i;
const NAMED = /gptq|awq|[2348]-?bits?\b|bnb|int[48]|nf4|gguf/i;
/** Weights whose types nobody measured. */
const OTHER_WEIGHTS = /\.(?:bin|pt|pth|ckpt|gguf|onnx|npz|h5|msgpack|engine|tflite)$/i;

export const quantizationTagDiffers: AuditRule = {
  id: 'quantization-tag-differs',
  theme: 'bytes',
  severity: 'medium',
  description: 'A tag says that it is quantised, and all of its tensors are of full precision.',
  risk: 'It is another file than the card is of, and needs several times the memory.',
  fix: 'Remove the tag, or publish the quantised weights.',
  limits: 'Adapters, and what was made from a quantised base, whose tags are copied, are passed over.',
  *check(model) {
    const tag = model.texts('tag').find(({ value }) => TAGS.test(value));
    const found = typesOf(model);
    if (tag === undefined || found === undefined || !found.types.every(isPlainFloat)) return;
    const isElsewhere = model
      .about('tensor.types')
      .some(({ value }) => typeof value === 'object' && !Object.keys(value).every(isPlainFloat));
    const isOfBase = model.texts('base-model').some(({ value }) => NAMED.test(value));
    const isOther = model.has('adapter') || model.has('quantization.method') || model.has('quantization.bits');
    if (isElsewhere || isOfBase || isOther || model.hasFileLike(OTHER_WEIGHTS)) return;
    const [main = ''] = found.types;
    const values = Number(memberOfClaim(found.claim, main) ?? 0).toLocaleString('en');
    yield { message: `tagged ${tag.value}, and ${values} values are ${main}`, evidence: [tag, found.claim] };
  },
};
