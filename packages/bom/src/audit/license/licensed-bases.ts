// SPDX-License-Identifier: Apache-2.0
import { hubId } from '../../claims/hub-ids.js';
import type { AuditedModel, TextClaim } from '../audited-model.js';

/** Bases whose makers publish them under terms that go on, by their names; what is under any of the licences keeps them. */
const OF_MAKERS: readonly (readonly [name: RegExp, licenses: readonly string[]])[] = [
  [/^(?:meta-llama\/)?Llama-2(?:-|$)/i, ['llama2']],
  [/^meta-llama\/(?:Meta-)?Llama-3(?:-|$)/i, ['llama3']],
  [/^meta-llama\/(?:Meta-)?Llama-3\.1(?:-|$)/i, ['llama3.1']],
  [/^meta-llama\/Llama-3\.2(?:-|$)/i, ['llama3.2']],
  [/^meta-llama\/Llama-3\.3(?:-|$)/i, ['llama3.3']],
  [/^meta-llama\/Llama-4(?:-|$)/i, ['llama4']],
  [/^google\/(?:code|pali|recurrent|shield)?gemma(?:-[123]n?|-\d+b)?(?:-|$)/i, ['gemma']],
  [/^bigscience\/bloom/i, ['bigscience-bloom-rail-1.0']],
  [/^bigcode\/starcoder/i, ['bigcode-openrail-m']],
  [/^(?:CompVis|runwayml|stable-diffusion-v1-5)\/stable-diffusion-v1/i, ['creativeml-openrail-m']],
  [/^stabilityai\/stable-diffusion-(?:xl-(?:base|refiner)-|2(?:-|$))/i, ['openrail++', 'creativeml-openrail-m']],
  [/^black-forest-labs\/FLUX\.1-dev$/i, ['flux-1-dev-non-commercial-license']],
  [/^Qwen\/Qwen2\.5-(?:Coder-|VL-)?3B(?:-|$)/i, ['qwen-research']],
  [/^(?:CohereForAI|CohereLabs)\/(?:c4ai-command|aya-(?:23|expanse|vision))/i, ['cc-by-nc-4.0']],
];
/** Names that no one but a maker gives to a model: whoever else has one of that name has a copy. */
const OF_COPIES: readonly (readonly [name: RegExp, licenses: readonly string[]])[] = [
  [/^(?:meta-)?llama-2-\d{1,3}b(?:-chat)?(?:-hf)?$/i, ['llama2']],
  [/^(?:meta-)?llama-3-\d{1,3}b(?:-instruct)?$/i, ['llama3']],
  [/^(?:meta-)?llama-3\.1-\d{1,3}b(?:-instruct)?$/i, ['llama3.1']],
  [/^llama-3\.2-\d{1,3}b(?:-vision)?(?:-instruct)?$/i, ['llama3.2']],
  [/^llama-3\.3-\d{1,3}b(?:-instruct)?$/i, ['llama3.3']],
  [/^gemma-(?:[23]-)?\d{1,2}b(?:-it|-pt)?$/i, ['gemma']],
];
/** What is put behind the name of a model that was quantised. */
const QUANTIZED = /(?:-(?:unsloth|bnb|[48]bit|gptq|awq|gguf|int[48]|fp8|hf))+$/i;

/** A base that is under terms of its maker. */
export interface LicensedBase {
  readonly base: TextClaim;
  /** the first is its own */
  readonly licenses: readonly string[];
  /** somebody else than its maker publishes it */
  readonly isCopy: boolean;
}

export const licensedBases = (model: AuditedModel): readonly LicensedBase[] =>
  model.texts('base-model').flatMap((base): readonly LicensedBase[] => {
    const id = hubId(base.value) ?? base.value;
    const name = (id.split('/').at(-1) ?? '').replace(QUANTIZED, '');
    const own = OF_MAKERS.find(([known]) => known.test(id));
    const found = own ?? OF_COPIES.find(([known]) => known.test(name));
    return found === undefined ? [] : [{ base, licenses: found[1], isCopy: own === undefined }];
  });
