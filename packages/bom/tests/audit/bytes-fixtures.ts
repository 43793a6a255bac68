// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { makeGguf, type GgufTensor, type GgufValue } from '../gguf.js';
import type { Files } from '../model.js';
import { field, numberField } from '../protobuf.js';
import { makeSafetensors } from '../safetensors.js';
import { claim, files, measured, folder, only, safetensors, type Fixture } from './shown.js';

const LFS_POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 5000000000\n`;
const EMBEDDING = { name: 'model.embed_tokens.weight', shape: [100, 8], type: 'F32' };
const index = (total: number, ...shards: readonly string[]): object => ({
  metadata: { total_size: total },
  weight_map: Object.fromEntries(shards.map((shard, i) => [`t${i}`, shard])),
});

/** An ONNX model with one tensor of 8 bytes from byte 8 on of a file. */
const onnxOf = (location: string, dataLocation = 1): Buffer => {
  const entry = (key: string, value: string): Buffer => field(13, field(1, key), field(2, value));
  const entries = [entry('location', location), entry('offset', '8'), entry('length', '8')];
  const tensor = field(
    5,
    numberField(1, 2),
    numberField(2, 1),
    field(8, 'w'),
    ...entries,
    numberField(14, dataLocation),
  );
  const opset = field(8, field(1, ''), numberField(2, 17));
  return Buffer.concat([numberField(1, 8), field(2, 'pytorch'), field(7, field(1, field(4, 'Relu')), tensor), opset]);
};

/** Numbers of ggml's types that tests take, with bytes of 256 values. */
const GGML_BYTES: Readonly<Record<number, number>> = {
  0: 1024,
  1: 512,
  6: 176,
  8: 272,
  10: 84,
  11: 110,
  12: 144,
  13: 176,
  18: 98,
  22: 82,
  30: 512,
  39: 136,
};

/** A small Llama of two layers, four heads of 128, two for keys, whose matrices are of one type and its table of F32. */
function llama(metadata: Readonly<Record<string, GgufValue>>, type = 1): Buffer {
  const matrix = (rows: number, columns: number, of = type): GgufTensor => ({
    shape: [rows, columns],
    type: of,
    sizeBytes: ((rows * columns) / 256) * (GGML_BYTES[of] ?? 0),
  });
  const layer = (i: number): Record<string, GgufTensor> => ({
    [`blk.${i}.attn_norm.weight`]: { shape: [512], type: 0, sizeBytes: 2048 },
    [`blk.${i}.attn_q.weight`]: matrix(512, 512),
    [`blk.${i}.attn_k.weight`]: matrix(256, 512),
    [`blk.${i}.ffn_up.weight`]: matrix(1024, 512),
  });
  const header = {
    'general.architecture': 'llama',
    'llama.block_count': 2,
    'llama.embedding_length': 512,
    'llama.feed_forward_length': 1024,
    'llama.attention.head_count': 4,
    'llama.attention.head_count_kv': 2,
    'tokenizer.ggml.tokens': ['a', 'b', 'c', 'd'],
  };
  return makeGguf({ ...header, ...metadata }, { 'token_embd.weight': matrix(4, 512, 0), ...layer(0), ...layer(1) });
}

type Tensors = Parameters<typeof makeSafetensors>[0];

/** A folder of a Llama of two layers, four heads of 2, two for keys; with what else it says and has. */
const llamaFolder = (config: object, more: Tensors = {}): Files => ({
  'config.json': {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    hidden_size: 8,
    intermediate_size: 16,
    num_attention_heads: 4,
    num_key_value_heads: 2,
    num_hidden_layers: 2,
    vocab_size: 100,
    torch_dtype: 'bfloat16',
    ...config,
  },
  'model.safetensors': makeSafetensors({
    'model.embed_tokens.weight': ['BF16', 100, 8],
    ...Object.assign({}, ...[0, 1].map((i) => layerOf(`model.layers.${i}`))),
    ...more,
  }),
});

const layerOf = (at: string): Tensors => ({
  [`${at}.self_attn.q_proj.weight`]: ['BF16', 8, 8],
  [`${at}.self_attn.k_proj.weight`]: ['BF16', 4, 8],
  [`${at}.mlp.up_proj.weight`]: ['BF16', 16, 8],
  [`${at}.mlp.down_proj.weight`]: ['BF16', 8, 16],
});

/** As bitsandbytes packs them: two in a byte. */
const packed: Tensors = Object.fromEntries(
  [0, 1].flatMap((i) => ['up', 'down'].map((one) => [`model.layers.${i}.mlp.${one}_proj.weight`, ['U8', 64, 1]])),
);

const Q_PROJ = 'base_model.model.model.layers.0.self_attn.q_proj';
const EMBEDDED: Tensors = {
  'base_model.model.model.embed_tokens.lora_embedding_A': ['F32', 8, 10],
  'base_model.model.model.embed_tokens.lora_embedding_B': ['F32', 64, 8],
};
/** Of four experts in one. */
const EXPERTS: Tensors = { 'base_model.model.model.layers.0.mlp.experts.lora_A.weight': ['F32', 32, 64] };

/** An adapter of rank 8 of the queries of one layer. */
const lora = (config: object, more: Tensors = {}): Files => ({
  'adapter_config.json': { peft_type: 'LORA', r: 8, target_modules: ['q_proj'], rank_pattern: {}, ...config },
  'adapter_model.safetensors': makeSafetensors({
    [`${Q_PROJ}.lora_A.weight`]: ['F32', 8, 64],
    [`${Q_PROJ}.lora_B.weight`]: ['F32', 64, 8],
    ...more,
  }),
});

/** A model that ends with one of its tokens, and a tokenizer that says with which. */
const ending = (config: object, token: string | object): Files => ({
  'config.json': { architectures: ['LlamaForCausalLM'], ...config },
  'tokenizer_config.json': { eos_token: token, added_tokens_decoder: { 2: { content: '<|im_end|>' } } },
  'tokenizer.json': {
    model: { type: 'BPE', vocab: { '<s>': 0, '</s>': 1 } },
    added_tokens: [
      { id: 0, content: '<s>' },
      { id: 1, content: '</s>' },
    ],
  },
});

/** A model of 2048 positions, and a tokenizer that cuts at some length. */
const reading = (length: number, config: object): Files => ({
  'config.json': { model_type: 'llama', max_position_embeddings: 2048, ...config },
  'tokenizer_config.json': { model_max_length: length },
});

/** A file of four numbers whose header says something of them, and what their digest is. */
const stating = (key: string, value: string): Buffer => makeSafetensors({ a: ['F32', 4] }, { [key]: value });
const DIGEST = createHash('sha256').update(Buffer.alloc(16)).digest('hex');

/** Of the rules that hold bytes against claims. */
export const BYTES_FIXTURES: Readonly<Record<string, Fixture>> = {
  'weights-not-there': {
    bad: [
      { files: { 'model.safetensors': LFS_POINTER } },
      { files: { 'tokenizer.json': LFS_POINTER } },
      { files: { 'pytorch_model.bin': '' } },
      { files: { 'model.safetensors': '<html>404 Not Found</html>' } },
      { files: { 'unet/diffusion_pytorch_model.fp16.bin': 'Entry not found' } },
      { files: { 'model.safetensors': Buffer.from([9, 0xff, 0xfe, 1, 0, 7]) } },
      { files: { 'm.gguf': safetensors({ a: [1] }) } },
      { files: { 'model.safetensors': safetensors({ a: [64] }).subarray(0, -100) } },
    ],
    good: [
      { files: { 'model.safetensors': safetensors({ a: [64] }), 'm.gguf': makeGguf({}) } },
      { files: { 'train.pt': 'uma frase em português\n', 'notes.bin': 'any text', '.gitkeep': '' } },
    ],
  },
  'weights-missing': {
    bad: [{ claims: [claim('architecture', 'LlamaForCausalLM', 'config.json')], files: { 'config.json': {} } }],
    good: [
      {
        claims: [claim('architecture', 'LlamaForCausalLM', 'config.json')],
        files: { 'model.safetensors': safetensors({ a: [1] }) },
      },
      { claims: [claim('architecture', 'LlamaForCausalLM', 'config.json')], files: { 'openvino_model.bin': 'x' } },
      {
        claims: [claim('architecture', 'LlamaForCausalLM', 'config.json'), claim('adapter', 'LORA')],
        files: { 'config.json': {} },
      },
      { claims: [claim('model-type', 'llama', 'config.json')], files: { 'tokenizer.json': {}, 'config.json': {} } },
      files('data.parquet', 'README.md'),
    ],
  },
  'parameters-differ': {
    bad: [
      only(claim('parameters.stated', '7B'), measured('parameters.count', 4368)),
      only(claim('name', 'Toy Llama 7B'), measured('parameters.count', 1.1e9)),
      only(claim('parameters.stated', 100), measured('parameters.count', 1000)),
      only(claim('repository.id', 'acme/toy-7B'), measured('parameters.count', 1e9)),
      { ...only(measured('parameters.count', 1e9)), uri: 'file:///models/Toy_7B_chat/' },
      { files: { 'toy-7B-F16.gguf': llama({}), 'small.gguf': llama({}) } },
      { files: { 'a-F16.gguf': llama({}), 'b-F16.gguf': llama({}) }, uri: 'file:///models/toy%207B' },
      folder({ ...llamaFolder({}), 'README.md': '---\nmodel_name: Toy 2B\n---\n' }),
    ],
    good: [
      only(claim('parameters.stated', '7B'), measured('parameters.count', 6_738_415_616)),
      only(claim('name', 'Mixtral-8x7B'), measured('parameters.count', 46e9)),
      only(claim('name', 'Qwen3-30B-A3B'), measured('parameters.count', 30e9)),
      only(claim('name', 'Phi-mini-4k-instruct'), measured('parameters.count', 4e9)),
      only(claim('name', 'Llama-4-Scout-17B-16E'), measured('parameters.count', 109e9)),
      only(claim('name', 'lora-7B'), claim('adapter', 'LORA'), measured('parameters.count', 1e6)),
      only(claim('parameters.stated', '7B')),
      only(claim('name', 'OLMoE-1B-7B-0924'), measured('parameters.count', 6.9e9)),
      only(claim('name', 'Qwen-1_8B, of 100B tokens'), measured('parameters.count', 1.8e9)),
      only(claim('repository.id', '7B-club/toy'), measured('parameters.count', 1e9)),
      only(
        claim('name', 'Qwen2.5-Omni-3B'),
        claim('layers', 32, 'config.json#/vision_config/num_hidden_layers'),
        measured('parameters.count', 5.5e9),
      ),
      { ...only(measured('parameters.count', 6.7e9)), uri: 'file:///models/Toy_7B_chat' },
      { ...only(measured('parameters.count', 1e6)), uri: 'file:///models/100%' },
      { ...only(claim('adapter', 'LORA'), measured('parameters.count', 1e6)), uri: 'file:///models/toy-7B-lora' },
      { files: { 'toy-1.8M-F16.gguf': llama({}), 'mmproj-7B.gguf': llama({ 'general.architecture': 'clip' }) } },
      {
        files: { 'main.gguf': llama({}), 'draft.gguf': makeGguf({ 'general.architecture': 'llama' }) },
        uri: 'file:///toy-2M',
      },
      { files: { 'vocabulary-7B.gguf': makeGguf({ 'general.architecture': 'llama' }) } },
    ],
  },
  'dtype-differs': {
    bad: [only(claim('dtype', 'bfloat16', 'config.json'), measured('tensor.types', { F32: 10, BF16: 1 }))],
    good: [
      only(claim('dtype', 'torch.float32', 'config.json'), measured('tensor.types', { F32: 10, BF16: 1 })),
      only(claim('dtype', 'bfloat16', 'config.json'), measured('tensor.types', { I32: 10, BF16: 1 })),
    ],
  },
  'quantization-not-there': {
    bad: [
      only(claim('quantization.method', 'gptq', 'config.json'), measured('tensor.types', { F16: 10 })),
      { files: { 'm-Q4_K_M.gguf': llama({}, 1) } },
      { files: { 'a.gguf': llama({ 'general.file_type': 15 }, 1), 'b.gguf': llama({}, 1) } },
    ],
    good: [
      only(claim('quantization.method', 'gptq', 'config.json'), measured('tensor.types', { I32: 10, F16: 1 })),
      only(claim('quantization.method', 'bitnet', 'config.json'), measured('tensor.types', { BF16: 10 })),
      { files: { 'm-Q4_K_M.gguf': llama({}, 12) } },
      { files: { 'm-f16.q6_K.gguf': llama({}, 1) } },
    ],
  },
  'quantization-differs': {
    bad: [
      { files: { 'm-Q8_0.gguf': llama({}, 12) } },
      { files: { 'm-F16.gguf': llama({}, 12) } },
      { files: { 'm-Q4_K_M.gguf': llama({}, 13) } },
      { files: { 'm.gguf': llama({ 'general.file_type': 7 }, 12) } },
      { files: { 'm-f16.gguf': llama({}, 30) } },
      { files: { 'm-UD-Q4_K_XL.gguf': llama({}, 10) } },
      { files: { 'm-IQ2_M.gguf': llama({}, 12) } },
    ],
    good: [
      { files: { 'm-Q4_K_M.gguf': llama({ 'general.file_type': 15 }, 12) } },
      { files: { 'm-Q4_K_M.gguf': llama({}, 6) } },
      { files: { 'm-Q8_0_imat.gguf': llama({}, 8), 'm-q4.gguf': llama({}, 12), 'm-BF16.gguf': llama({}, 30) } },
      { files: { 'gpt-oss-20b-Q4_K_M.gguf': llama({}, 39) } },
      { files: { 'm-UD-Q2_K_XL.gguf': llama({}, 11) } },
      { files: { 'm-IQ3_XS.gguf': llama({}, 18), 'm-IQ2_M.gguf': llama({}, 22) } },
      { files: { 'mmproj-F16.gguf': llama({ 'general.architecture': 'clip' }, 8) } },
      { files: { 'lora-F16.gguf': llama({ 'general.type': 'adapter' }, 8) } },
    ],
  },
  'gguf-sizes-differ': {
    bad: [
      { files: { 'm.gguf': llama({ 'llama.block_count': 3 }) } },
      { files: { 'm.gguf': llama({ 'llama.block_count': 1 }) } },
      { files: { 'm.gguf': llama({ 'tokenizer.ggml.tokens': ['a', 'b'] }) } },
      { files: { 'm.gguf': llama({ 'llama.vocab_size': 5 }) } },
      { files: { 'm.gguf': llama({ 'llama.embedding_length': 1024 }) } },
      { files: { 'm.gguf': llama({ 'llama.attention.head_count_kv': 1 }) } },
      { files: { 'm.gguf': llama({ 'llama.attention.key_length': 32 }) } },
      { files: { 'm.gguf': llama({ 'llama.feed_forward_length': 2048 }) } },
      { files: { 'a.gguf': llama({}), 'b.gguf': llama({ 'llama.block_count': 3 }) } },
    ],
    good: [
      { files: { 'm.gguf': llama({}), 'q.gguf': llama({}, 12) } },
      { files: { 'm.gguf': llama({ 'llama.block_count': 3, 'llama.nextn_predict_layers': 1 }) } },
      { files: { 'm.gguf': llama({ 'llama.vocab_size': 3 }) } },
      { files: { 'm.gguf': llama({ 'llama.attention.head_count_kv': ['1', '2'] }) } },
      { files: { 'vocabulary.gguf': makeGguf({ 'general.architecture': 'llama', 'llama.block_count': 32 }) } },
      { files: { 'mmproj.gguf': llama({ 'general.architecture': 'clip' }) } },
      { files: { 'lora.gguf': llama({ 'general.type': 'adapter', 'llama.block_count': 9 }) } },
    ],
  },
  'quantization-not-told': {
    bad: [only(measured('tensor.types', { I32: 10, F16: 1 }))],
    good: [
      only(measured('tensor.types', { I32: 10, F16: 1 }), claim('quantization.method', 'gptq', 'config.json')),
      { claims: [measured('tensor.types', { Q4_K: 10 })], files: { 'm-Q4_K_M.gguf': 'x' } },
      only(measured('tensor.types', { F16: 10, I64: 1 })),
    ],
  },
  'embedding-rows-differ': {
    bad: [only(claim('vocabulary.size', 120, 'config.json#/vocab_size'), measured('tensor.shape', EMBEDDING))],
    good: [
      only(claim('vocabulary.size', 99, 'config.json#/vocab_size'), measured('tensor.shape', EMBEDDING)),
      only(claim('vocabulary.size', 120, 'config.json#/audio_config/vocab_size'), measured('tensor.shape', EMBEDDING)),
    ],
  },
  'embedding-width-differs': {
    bad: [
      folder(llamaFolder({ hidden_size: 16 })),
      only(claim('hidden-size', 16, 'config.json#/hidden_size'), measured('tensor.shape', EMBEDDING)),
    ],
    good: [
      only(claim('hidden-size', 8, 'config.json#/hidden_size'), measured('tensor.shape', EMBEDDING)),
      only(
        claim('hidden-size', 16, 'config.json#/hidden_size'),
        claim('model-type', 'albert', 'config.json'),
        measured('tensor.shape', EMBEDDING),
      ),
      folder(llamaFolder({ hidden_size: 16, num_attention_heads: 8, embedding_size: 8 })),
      folder(llamaFolder({}, { 'model.embed_tokens.weight': ['U32', 100, 1] })),
    ],
  },
  'layers-differ': {
    bad: [
      {
        claims: [claim('layers', 4, 'config.json#/num_hidden_layers')],
        files: { 'model.safetensors': safetensors({ 'model.layers.0.w': [1], 'model.layers.1.w': [1] }) },
      },
      folder(llamaFolder({ num_hidden_layers: 3 })),
      folder(llamaFolder({ num_hidden_layers: 1 })),
    ],
    good: [
      folder(llamaFolder({ num_hidden_layers: 1, model_type: 'deepseek_v3' })),
      {
        claims: [claim('layers', 4, 'config.json#/num_hidden_layers')],
        files: {
          'pytorch_model.bin': 'x',
          'extra/draft.safetensors': safetensors({ 'layers.0.w': [1] }),
          'b.safetensors': safetensors({ 'layers.0.w': [1] }),
        },
      },
      {
        claims: [claim('layers', 2, 'config.json#/num_hidden_layers')],
        files: { 'model.safetensors': safetensors({ 'model.layers.0.w': [1], 'model.layers.1.w': [1] }) },
      },
    ],
  },
  'projection-shapes-differ': {
    bad: [
      folder(llamaFolder({ intermediate_size: 24 })),
      folder(llamaFolder({ num_key_value_heads: 4 })),
      folder(llamaFolder({ num_attention_heads: 2, head_dim: 2 })),
      folder(llamaFolder({ head_dim: 4 })),
      folder(llamaFolder({}, { 'model.layers.1.mlp.down_proj.weight': ['BF16', 8, 12] })),
      folder({
        'config.json': { model_type: 'qwen3_moe', moe_intermediate_size: 6 },
        'model.safetensors': makeSafetensors({ 'model.layers.0.mlp.experts.3.up_proj.weight': ['BF16', 4, 8] }),
      }),
      folder({
        'config.json': { model_type: 'mixtral', intermediate_size: 6 },
        'model.safetensors': makeSafetensors({ 'model.layers.0.block_sparse_moe.experts.3.w2.weight': ['BF16', 8, 4] }),
      }),
    ],
    good: [
      folder(llamaFolder({})),
      folder(llamaFolder({ model_type: 'gemma4_text' }, { 'model.layers.1.self_attn.k_proj.weight': ['BF16', 16, 8] })),
      folder(llamaFolder({ intermediate_size: [16, 24] })),
      folder(llamaFolder({ intermediate_size: 24 }, packed)),
    ],
  },
  'output-layer-missing': {
    bad: [folder(llamaFolder({ tie_word_embeddings: false }))],
    good: [
      folder(llamaFolder({ tie_word_embeddings: true })),
      folder(llamaFolder({ tie_word_embeddings: false }, { 'lm_head.weight': ['BF16', 100, 8] })),
      folder(llamaFolder({ tie_word_embeddings: false }, { 'lm_head.qweight': ['I32', 1, 100] })),
      folder(llamaFolder({ tie_word_embeddings: false, architectures: ['LlamaModel'] })),
    ],
  },
  'vocabulary-larger-than-embeddings': {
    bad: [only(measured('vocabulary.size', 120, 'tokenizer.json'), measured('tensor.shape', EMBEDDING))],
    good: [only(measured('vocabulary.size', 100, 'tokenizer.json'), measured('tensor.shape', EMBEDDING))],
  },
  'index-total-differs': {
    bad: [
      {
        files: { 'model.safetensors.index.json': index(9, 'a.safetensors'), 'a.safetensors': safetensors({ t0: [2] }) },
      },
    ],
    good: [
      {
        files: { 'model.safetensors.index.json': index(8, 'a.safetensors'), 'a.safetensors': safetensors({ t0: [2] }) },
      },
      {
        files: {
          'model.safetensors.index.json': index(16, 'a.safetensors'),
          'a.safetensors': safetensors({ t0: [2] }),
        },
      },
    ],
  },
  'shard-missing': {
    bad: [
      { files: { 'model.safetensors.index.json': index(8, 'a.safetensors') } },
      { files: { 'unet/d.safetensors.index.fp16.json': index(8, 'a.safetensors'), 'a.safetensors': 'x' } },
      files('model-00001-of-00003.safetensors', 'model-00003-of-00003.safetensors'),
      files('m-q8-00002-of-00002.gguf'),
      files('pytorch_model-00000-of-00002.bin'),
    ],
    good: [
      { files: { 'sub/model.safetensors.index.json': index(8, 'a.safetensors'), 'sub/a.safetensors': 'x' } },
      files('model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'),
      files('pytorch_model-00000-of-00002.bin', 'pytorch_model-00001-of-00002.bin'),
      files('train-00000-of-00005.parquet'),
    ],
  },
  'shard-tensors-differ': {
    bad: [
      { files: { 'm.safetensors.index.json': index(8, 'a.safetensors'), 'a.safetensors': safetensors({ t1: [2] }) } },
      {
        files: {
          'm.safetensors.index.json': index(8, 'a.safetensors'),
          'a.safetensors': safetensors({ t0: [2], hidden: [1] }),
        },
      },
      {
        files: {
          'm.safetensors.index.json': index(8, 'a.safetensors', 'b.safetensors'),
          'a.safetensors': safetensors({ t1: [1] }),
          'b.safetensors': safetensors({ t0: [1] }),
        },
      },
    ],
    good: [
      {
        files: {
          'm.safetensors.index.json': index(8, 'a.safetensors', 'b.safetensors'),
          'a.safetensors': safetensors({ t0: [1] }),
          'b.safetensors': safetensors({ t1: [1] }),
        },
      },
      { files: { 'pytorch_model.bin.index.json': index(8, 'a.bin'), 'a.bin': 'x' } },
    ],
  },
  'shard-not-listed': {
    bad: [
      {
        files: {
          'model.safetensors.index.json': index(8, 'model-1-of-2.safetensors'),
          'model-1-of-2.safetensors': 'x',
          'model-2-of-2.safetensors': 'x',
        },
      },
    ],
    good: [
      {
        files: {
          'model.safetensors.index.json': index(8, 'model-1-of-1.safetensors'),
          'model-1-of-1.safetensors': 'x',
          'other.safetensors': 'x',
        },
      },
      {
        files: {
          'd.safetensors.index.json': index(8, 'd-1-of-1.safetensors'),
          'd.safetensors.index.fp16.json': index(4, 'd.fp16-1-of-1.safetensors'),
          'd-1-of-1.safetensors': 'x',
          'd.fp16-1-of-1.safetensors': 'x',
        },
      },
    ],
  },
  'external-data-missing': {
    bad: [
      { files: { 'onnx/model.onnx': onnxOf('model.onnx_data') } },
      { files: { 'onnx/model.onnx': onnxOf('w.bin'), 'onnx/w.bin': Buffer.alloc(15), 'w.bin': Buffer.alloc(99) } },
    ],
    good: [
      { files: { 'onnx/model.onnx': onnxOf('./w.bin'), 'onnx/w.bin': Buffer.alloc(16) } },
      { files: { 'model.onnx': onnxOf('w.bin', 0) } },
    ],
  },
  'adapter-tensors-differ': {
    bad: [
      folder(lora({ r: 16 })),
      folder(lora({}, { [`${Q_PROJ}.lora_B.weight`]: ['F32', 64, 2] })),
      folder(lora({ rank_pattern: { 'layers.0.self_attn.q_proj': 16 } })),
      folder(lora({ target_modules: ['v_proj'] })),
      folder(lora({ target_modules: ['proj'] })),
      folder(lora({ target_modules: ['q_proj', 'k_proj'] })),
    ],
    good: [
      folder(lora({})),
      folder(lora({ r: 16, rank_pattern: { q_proj: 8 } })),
      folder(lora({ r: 16, rank_pattern: { '^.*q_(a+)+proj': 8 } })),
      folder(lora({ target_modules: 'all-linear' })),
      folder(lora({ target_modules: '.*(a+)+$' })),
      folder(lora({}, { 'base_model.model.lm_head.weight': ['F32', 10, 64] })),
      folder(lora({ target_modules: ['q_proj', 'embed_tokens'] }, EMBEDDED)),
      folder(lora({ target_modules: [], target_parameters: ['mlp.experts.up_proj'] }, EXPERTS)),
      folder(lora({ peft_type: 'ADALORA', r: 99 })),
      folder({ 'adapter_config.json': { peft_type: 'LORA', r: 8, target_modules: ['q_proj'] } }),
    ],
  },
  'special-token-outside-vocabulary': {
    bad: [
      folder(llamaFolder({ eos_token_id: 100 })),
      folder(llamaFolder({ pad_token_id: [2, 50256] })),
      folder({ ...llamaFolder({}), 'generation_config.json': { bos_token_id: 4000 } }),
      folder({ 'config.json': { text_config: { hidden_size: 8, vocab_size: 10, eos_token_id: 10 } } }),
    ],
    good: [
      folder(llamaFolder({ eos_token_id: [1, 99], pad_token_id: -1, bos_token_id: null })),
      folder(llamaFolder({ vocab_size: 90, eos_token_id: 99 })),
      folder({ 'config.json': { eos_token_id: 50256 } }),
      folder({ 'config.json': { eos_token_id: 50256, vision_config: { vocab_size: 100 } } }),
    ],
  },
  'end-token-differs': {
    bad: [
      folder(ending({ eos_token_id: 1 }, '<|im_end|>')),
      folder(ending({ eos_token_id: 2 }, '</s>')),
      folder(ending({ eos_token_id: [0, 1] }, { content: '<eot>' })),
    ],
    good: [
      folder(ending({ eos_token_id: 1 }, '</s>')),
      folder(ending({ eos_token_id: [1, 2] }, '<|im_end|>')),
      folder({ ...ending({ eos_token_id: 1 }, '<|im_end|>'), 'generation_config.json': { eos_token_id: [1, 2] } }),
      folder(ending({ eos_token_id: 77 }, '<eot>')),
      folder(ending({ eos_token_id: 1, architectures: ['CLIPModel'] }, '<|im_end|>')),
    ],
  },
  'tokenizer-kind-differs': {
    bad: [
      only(claim('tokenizer', 'BertTokenizerFast'), claim('tokenizer.kind', 'BPE', 'tokenizer.json')),
      only(claim('tokenizer', 'LlamaTokenizer'), claim('tokenizer.kind', 'WordPiece', 'tokenizer.json')),
    ],
    good: [
      only(claim('tokenizer', 'BertTokenizer'), claim('tokenizer.kind', 'WordPiece', 'tokenizer.json')),
      only(claim('tokenizer', 'PreTrainedTokenizerFast'), claim('tokenizer.kind', 'Unigram', 'tokenizer.json')),
      only(claim('tokenizer', 'Qwen2Tokenizer'), claim('tokenizer.kind', 'gpt2', 'm.gguf')),
      only(claim('tokenizer', 'toString'), claim('tokenizer.kind', 'BPE', 'tokenizer.json')),
    ],
  },
  'tokenizer-longer-than-context': {
    bad: [folder(reading(4096, {})), folder(reading(4096, { rope_parameters: { rope_type: 'default' } }))],
    good: [
      folder(reading(2048, {})),
      folder(reading(1e30, {})),
      folder(reading(4096, { rope_scaling: { rope_type: 'yarn', factor: 2 } })),
      folder(reading(4096, { rope_parameters: { rope_type: 'yarn' } })),
      folder(reading(4096, { position_embedding_type: 'alibi' })),
      folder(reading(4096, { model_type: 't5' })),
    ],
  },
  'stated-digest-differs': {
    bad: [
      folder({ 'a.safetensors': stating('modelspec.hash_sha256', `0x${'0'.repeat(64)}`) }),
      folder({ 'a.safetensors': stating('sshs_model_hash', DIGEST.replace(/.$/, DIGEST.endsWith('0') ? '1' : '0')) }),
      folder({ 'a.safetensors': stating('sshs_model_hash', '0123456789ab') }),
    ],
    good: [
      folder({ 'a.safetensors': stating('modelspec.hash_sha256', `0x${DIGEST.toUpperCase()}`) }),
      folder({ 'a.safetensors': stating('sshs_model_hash', DIGEST) }),
      folder({ 'a.safetensors': stating('sshs_model_hash', DIGEST.slice(0, 12)) }),
      folder({ 'a.safetensors': stating('sshs_legacy_hash', '01234567') }),
      folder({ 'a.safetensors': stating('modelspec.hash_sha256', 'none yet') }),
      folder({ 'a.safetensors': stating('sshs_model_hash', '0'.repeat(64)).subarray(0, -1) }),
    ],
  },
};
