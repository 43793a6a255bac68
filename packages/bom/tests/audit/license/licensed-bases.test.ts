// SPDX-License-Identifier: Apache-2.0
import { auditModel, type AuditFinding } from '@mpk/bom';
import { claimsIn, modelFiles, type Files } from '../../model.js';

const found = (files: Files): readonly AuditFinding[] =>
  auditModel(modelFiles(files), claimsIn(files)).filter(({ check }) => check === 'base-license-dropped');
const under = (license: string, base: string): Files => ({
  'README.md': `---\nlicense: ${license}\nbase_model: ${base}\n---\n# Toy\n`,
});
const told = (license: string, base: string): readonly string[] =>
  found(under(license, base)).map(({ severity, message }) => `${severity}: ${message}`);

describe('the terms of a base', () => {
  it.each([
    ['codellama/CodeLlama-7b-Instruct-hf', 'llama2'],
    ['meta-llama/Meta-Llama-3-8B-Instruct', 'llama3'],
    ['meta-llama/Llama-Guard-3-8B', 'llama3.1'],
    ['meta-llama/Llama-4-Scout-17B-16E-Instruct', 'llama4'],
    ['lmsys/vicuna-13b-v1.5', 'llama2'],
    ['lmsys/vicuna-7b-v1.3', 'llama-non-commercial'],
    ['huggyllama/llama-7b', 'llama-non-commercial'],
    ['google/gemma-2-9b-it', 'gemma'],
    ['google/gemma-3-4b-it', 'gemma'],
    ['google/gemma-3n-E2B-it', 'gemma'],
    ['google/gemma-7b', 'gemma'],
    ['google/paligemma2-3b-pt-224', 'gemma'],
    ['google/medgemma-4b-it', 'health-ai-developer-foundations'],
    ['bigscience/bloomz-560m', 'bigscience-bloom-rail-1.0'],
    ['bigcode/starcoder2-7b', 'bigcode-openrail-m'],
    ['stabilityai/sdxl-turbo', 'sai-nc-community'],
    ['stabilityai/stable-diffusion-3.5-large', 'stabilityai-ai-community'],
    ['black-forest-labs/FLUX.1-Kontext-dev', 'flux-1-dev-non-commercial-license'],
    ['facebook/nllb-200-distilled-600M', 'cc-by-nc-4.0'],
    ['facebook/musicgen-small', 'cc-by-nc-4.0'],
    ['facebook/mms-1b-all', 'cc-by-nc-4.0'],
    ['facebook/opt-1.3b', 'opt-license'],
    ['microsoft/layoutlmv3-base', 'cc-by-nc-sa-4.0'],
    ['MCG-NJU/videomae-base', 'cc-by-nc-4.0'],
    ['nvidia/mit-b0', 'nvidia-source-code-license'],
    ['Qwen/Qwen2.5-72B-Instruct', 'qwen'],
    ['Qwen/Qwen2.5-VL-3B-Instruct', 'qwen-research'],
    ['Qwen/Qwen2-72B', 'tongyi-qianwen'],
    ['Qwen/Qwen1.5-7B-Chat', 'tongyi-qianwen'],
    ['mistralai/Mistral-Large-Instruct-2407', 'mrl'],
    ['mistralai/Codestral-22B-v0.1', 'mnpl'],
    ['tiiuae/falcon-180B', 'falcon-180b'],
    ['databricks/dbrx-instruct', 'databricks-open-model-license'],
    ['deepseek-ai/deepseek-coder-6.7b-base', 'deepseek'],
    ['deepseek-ai/DeepSeek-Coder-V2-Lite-Base', 'deepseek'],
    ['CohereForAI/aya-23-8B', 'cc-by-nc-4.0'],
    ['LGAI-EXAONE/EXAONE-3.5-7.8B-Instruct', 'exaone'],
    ['jinaai/jina-embeddings-v3', 'cc-by-nc-4.0'],
  ])('%s go on: %s', (base, license) => {
    expect(told('apache-2.0', base)).toEqual([`high: apache-2.0 for what is made from ${base} (${license})`]);
  });

  it.each([
    ['TheBloke/CodeLlama-7B-Instruct-GGUF', 'llama2'],
    ['unsloth/Qwen2.5-72B-Instruct-bnb-4bit', 'qwen'],
    ['mlx-community/gemma-2-9b-it-4bit', 'gemma'],
  ])('go on from a copy: %s', (base, license) => {
    expect(told('mit', base)).toEqual([`medium: mit for what is made from ${base} (${license})`]);
  });

  it.each([
    ['apache-2.0', 'Qwen/Qwen2.5-7B-Instruct'],
    ['apache-2.0', 'Qwen/Qwen2.5-Coder-32B-Instruct'],
    ['apache-2.0', 'Qwen/Qwen2-7B'],
    ['apache-2.0', 'mistralai/Mistral-7B-Instruct-v0.3'],
    ['apache-2.0', 'mistralai/Mistral-Small-24B-Instruct-2501'],
    ['apache-2.0', 'mistralai/Pixtral-12B-2409'],
    ['apache-2.0', 'tiiuae/falcon-7b'],
    ['apache-2.0', 'google/flan-t5-base'],
    ['apache-2.0', 'google/gemma-4-E4B-it'],
    ['apache-2.0', 'stabilityai/sdxl-vae'],
    ['apache-2.0', 'black-forest-labs/FLUX.1-schnell'],
    ['apache-2.0', 'openlm-research/open_llama_7b'],
    ['apache-2.0', 'jinaai/jina-embeddings-v2-base-en'],
    ['apache-2.0', 'databricks/dolly-v2-3b'],
    ['apache-2.0', '01-ai/Yi-34B'],
    ['apache-2.0', 'facebook/wav2vec2-base'],
    ['mit', 'deepseek-ai/DeepSeek-R1'],
    ['mit', 'deepseek-ai/DeepSeek-R1-Distill-Qwen-7B'],
    ['mit', 'deepseek-ai/DeepSeek-V3-0324'],
    ['mit', 'facebook/m2m100_418M'],
    ['mit', 'microsoft/layoutlm-base-uncased'],
    ['mit', 'microsoft/Phi-3-mini-4k-instruct'],
    ['mit', 'HuggingFaceH4/zephyr-7b-beta'],
    ['llama2', 'codellama/CodeLlama-13b-hf'],
    ['cc-by-nc-4.0', 'facebook/nllb-200-3.3B'],
    ['other', 'nvidia/segformer-b0-finetuned-ade-512-512'],
    ['other\nlicense_name: mrl', 'mistralai/Mistral-Large-Instruct-2411'],
    ['other\nlicense_name: stabilityai-ai-community', 'stabilityai/stable-diffusion-3-medium-diffusers'],
    ['other\nlicense_name: deepseek-license\nlicense_link: LICENSE', 'deepseek-ai/deepseek-coder-33b-instruct'],
  ])('are kept by %s for what is made from %s, or there are none', (license, base) => {
    expect(told(license, base)).toEqual([]);
  });

  it('are told once of a base that two files name, with both', () => {
    const files = {
      ...under('mit', 'meta-llama/Llama-3.1-8B'),
      'adapter_config.json': { peft_type: 'LORA', base_model_name_or_path: 'meta-llama/llama-3.1-8b' },
    };
    expect(found(files).map(({ evidence }) => evidence.map(({ source }) => source))).toEqual([
      ['README.md#/license', 'README.md#/base_model', 'adapter_config.json#/base_model_name_or_path'],
    ]);
  });
});
