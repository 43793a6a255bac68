// SPDX-License-Identifier: Apache-2.0

/** Names of models, and the licences of their maker: what is under any of them keeps its terms; the first is their own. */
export type BaseTerms = readonly (readonly [name: RegExp, licenses: readonly string[]])[];

const NON_COMMERCIAL = ['cc-by-nc-4.0'];
const NON_COMMERCIAL_ALIKE = ['cc-by-nc-sa-4.0'];

/** Bases whose makers publish them under terms that go on, by their ids at the Hub; models under permissive licences are not here. */
export const TERMS_OF_MAKERS: BaseTerms = [
  // Meta
  [/^(?:meta-llama\/)?Llama-2(?:-|$)/i, ['llama2']],
  [/^(?:meta-llama|codellama)\/CodeLlama-/i, ['llama2']],
  [/^meta-llama\/LlamaGuard-7b$/i, ['llama2']],
  [/^meta-llama\/Meta-Llama-Guard-2-8B$/i, ['llama3']],
  [/^meta-llama\/Llama-Guard-3-8B(?:-INT8)?$/i, ['llama3.1']],
  [/^meta-llama\/Llama-Guard-3-(?:1B|11B)(?:-|$)/i, ['llama3.2']],
  [/^meta-llama\/Llama-Guard-4-/i, ['llama4']],
  [/^meta-llama\/(?:Meta-)?Llama-3(?:-|$)/i, ['llama3']],
  [/^meta-llama\/(?:Meta-)?Llama-3\.1(?:-|$)/i, ['llama3.1']],
  [/^meta-llama\/Llama-3\.2(?:-|$)/i, ['llama3.2']],
  [/^meta-llama\/Llama-3\.3(?:-|$)/i, ['llama3.3']],
  [/^meta-llama\/Llama-4(?:-|$)/i, ['llama4']],
  // Of the first Llama, which was for research alone; copies of it state what they like.
  [/^(?:huggyllama|decapoda-research)\/llama-\d{1,2}b(?:-hf)?$/i, ['llama-non-commercial', 'other', 'unknown']],
  [/^lmsys\/vicuna-\d{1,2}b-v1\.[13]$/i, ['llama-non-commercial', 'other', 'unknown']],
  [/^lmsys\/vicuna-\d{1,2}b-v1\.5(?:-16k)?$/i, ['llama2']],
  [
    /^facebook\/(?:nllb-200|musicgen|audiogen|magnet|mms|seamless-m4t|galactica|metaclip|timesformer)-/i,
    NON_COMMERCIAL,
  ],
  [/^facebook\/nllb-moe-54b$/i, NON_COMMERCIAL],
  [/^facebook\/opt-(?:iml-)?(?:max-)?\d/i, ['opt-license', 'other']],
  // Google
  [
    /^google\/(?:(?:code|recurrent|shield)gemma-(?:1\.1-|2-)?\d{1,2}b|paligemma2?-|gemma-(?:[123]n?|1\.1|\d{1,2}b)(?:-|$))/i,
    ['gemma'],
  ],
  [/^google\/(?:embeddinggemma|t5gemma|vaultgemma)-/i, ['gemma']],
  [/^google\/(?:medgemma|txgemma)-/i, ['health-ai-developer-foundations']],
  // BigScience and BigCode
  [/^bigscience\/bloom/i, ['bigscience-bloom-rail-1.0']],
  [/^bigcode\/starcoder/i, ['bigcode-openrail-m']],
  // Pictures, films and sounds
  [/^(?:CompVis|runwayml|stable-diffusion-v1-5)\/stable-diffusion-v1/i, ['creativeml-openrail-m']],
  [/^stabilityai\/stable-diffusion-(?:xl-(?:base|refiner)-|2(?:-|$))/i, ['openrail++', 'creativeml-openrail-m']],
  [/^stabilityai\/sdxl?-turbo$/i, ['sai-nc-community', 'stabilityai-ai-community']],
  [/^stabilityai\/stable-diffusion-3-/i, ['stabilityai-ai-community', 'stabilityai-nc-research-community']],
  [/^stabilityai\/stable-diffusion-3\.5-/i, ['stabilityai-ai-community']],
  [
    /^black-forest-labs\/FLUX\.1-(?:(?:Fill|Depth|Canny|Redux|Kontext|Krea)-)?dev(?:-lora)?$/i,
    ['flux-1-dev-non-commercial-license'],
  ],
  [/^coqui\/XTTS-v[12]$/i, ['coqui-public-model-license']],
  [/^SWivid\/F5-TTS$/i, NON_COMMERCIAL],
  [/^MCG-NJU\/videomae-/i, NON_COMMERCIAL],
  [/^nvidia\/(?:mit-b\d$|segformer-)/i, ['nvidia-source-code-license', 'other']],
  [/^microsoft\/(?:layoutlmv[23]|layoutxlm)-/i, NON_COMMERCIAL_ALIKE],
  // Language models
  [/^Qwen\/Qwen2\.5-(?:Coder-|VL-|Omni-)?3B(?:-|$)/i, ['qwen-research']],
  [/^Qwen\/Qwen2\.5-(?:Math-|VL-)?72B(?:-|$)/i, ['qwen']],
  [/^Qwen\/Qwen2-(?:Math-|VL-)?72B(?:-|$)/i, ['tongyi-qianwen']],
  [/^Qwen\/(?:Code)?Qwen1\.5-/i, ['tongyi-qianwen', 'tongyi-qianwen-research', 'qwen']],
  [
    /^mistralai\/(?:Mistral-Large-Instruct-24|Pixtral-Large-Instruct-24|Mistral-Small-Instruct-2409$|Ministral-8B-Instruct-2410$)/i,
    ['mrl'],
  ],
  [/^mistralai\/Codestral-22B-v0\.1$/i, ['mnpl']],
  [/^tiiuae\/falcon-180B(?:-chat)?$/i, ['falcon-180b', 'unknown']],
  [/^tiiuae\/Falcon3-/i, ['falcon-llm-license']],
  [/^databricks\/dbrx-(?:base|instruct)$/i, ['databricks-open-model-license']],
  [/^databricks\/dolly-v1-6b$/i, NON_COMMERCIAL],
  [/^mosaicml\/mpt-(?:7b|30b)-chat$/i, NON_COMMERCIAL_ALIKE],
  [/^stabilityai\/stablelm-tuned-alpha-/i, NON_COMMERCIAL_ALIKE],
  [/^deepseek-ai\/deepseek-(?:llm|coder|moe|math)-\d/i, ['deepseek']],
  [/^deepseek-ai\/DeepSeek-(?:Coder-)?V2(?:\.5)?(?:-|$)/i, ['deepseek']],
  [/^(?:CohereForAI|CohereLabs)\/(?:c4ai-command|aya-(?:23|expanse|vision))/i, NON_COMMERCIAL],
  [/^LGAI-EXAONE\/EXAONE-(?:3|4|Deep)/i, ['exaone']],
  // Texts as numbers
  [
    /^jinaai\/(?:jina-embeddings-v3|jina-clip-v2|jina-colbert-v2|jina-reranker-v2-base-multilingual|ReaderLM-v2)$/i,
    NON_COMMERCIAL,
  ],
  [/^Salesforce\/SFR-Embedding-/i, NON_COMMERCIAL],
];

/** Names that no one but a maker gives to a model: whoever else has one of that name has a copy. */
export const TERMS_OF_COPIES: BaseTerms = [
  [/^(?:meta-)?llama-2-\d{1,3}b(?:-chat)?(?:-hf)?$/i, ['llama2']],
  [/^codellama-\d{1,2}b(?:-(?:python|instruct))?(?:-hf)?$/i, ['llama2']],
  [/^(?:meta-)?llama-3-\d{1,3}b(?:-instruct)?$/i, ['llama3']],
  [/^(?:meta-)?llama-3\.1-\d{1,3}b(?:-instruct)?$/i, ['llama3.1']],
  [/^llama-3\.2-\d{1,3}b(?:-vision)?(?:-instruct)?$/i, ['llama3.2']],
  [/^llama-3\.3-\d{1,3}b(?:-instruct)?$/i, ['llama3.3']],
  [/^llama-4-(?:scout-17b-16e|maverick-17b-128e)(?:-instruct)?$/i, ['llama4']],
  [/^gemma-(?:[23]-)?\d{1,2}b(?:-it|-pt)?$/i, ['gemma']],
  [/^mistral-large-instruct-24(?:07|11)$/i, ['mrl']],
  [/^qwen2\.5-72b(?:-instruct)?$/i, ['qwen']],
];
