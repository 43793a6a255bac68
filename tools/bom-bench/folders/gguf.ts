// SPDX-License-Identifier: Apache-2.0
import { makeGguf } from '../../../packages/bom/tests/gguf.ts';
import { createFolder } from '../truth.ts';

const METADATA = {
  'general.architecture': 'llama',
  'general.name': 'Grey Plover',
  'general.author': 'Ada Acme',
  'general.license': 'apache-2.0',
  'general.base_model.count': 1,
  'general.base_model.0.name': 'Plover',
  'general.base_model.0.repo_url': 'https://huggingface.co/acme/plover',
  'general.languages': ['en'],
  'general.file_type': 7,
  'general.quantized_by': 'someone-else',
  'llama.context_length': 4096,
  'llama.embedding_length': 64,
  'llama.block_count': 5,
  'llama.attention.head_count': 4,
  'tokenizer.ggml.model': 'gpt2',
  'tokenizer.ggml.tokens': Array.from({ length: 48 }, (_, i) => `t${i}`),
  'tokenizer.chat_template': '{{ messages }}',
};
const Q8_0 = 8;

/** A model of one file, quantised by somebody else, which says of itself all that there is. */
export const GGUF = createFolder(
  { name: 'bravo', what: 'GGUF: one file that says all', accepted: [{ kind: 'precision', value: '7' }] },
  {
    'grey-plover-Q8_0.gguf': [
      makeGguf(METADATA, {
        'token_embd.weight': { shape: [48, 64], type: Q8_0, sizeBytes: (48 * 64 * 34) / 32 },
        'output_norm.weight': { shape: [64], type: 0, sizeBytes: 256 },
      }),
      ['name', 'Grey Plover'],
      ['name', 'Ada Acme'],
      ['name', 'someone-else'],
      ['license', 'apache-2.0', /licen/i],
      ['base', ['acme/plover', 'Plover'], /base|ancestor/i],
      ['use', 'en', /lang/i],
      ['architecture', 'llama', /family|type|architecture/i],
      ['architecture', 'gpt2', /token/i],
      ['size', '4096'],
      ['size', '64', /hidden|embed/i],
      ['size', '5', /layer|block/i],
      ['size', '4', /heads?/i],
      ['size', '48', /vocab|tokens/i],
      // The template itself, or its SHA-256.
      ['interface', ['{{ messages }}', 'f24189f08c85a1eb19a737306c3a13e85462ee33d964f28108d64a2485fa2171']],
      ['parameters', '3136'],
      ['parameters', '2', /tensor.?count/i],
      ['precision', 'Q8_0', /quant|type|precision/i],
    ],
  },
);
