// SPDX-License-Identifier: Apache-2.0
import { makeGguf } from '../../gguf.js';
import { field, numberField } from '../../protobuf.js';
import { claim, files, safetensors, type Fixture } from '../shown.js';

const LFS_POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 5000000000\n`;

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

/** Of rules over which files are there, and hold what they are named for. */
export const FILES: Readonly<Record<string, Fixture>> = {
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
      {
        files: {
          'model.safetensors.index.json': index(8, 'model-00001-of-00002.safetensors'),
          'model-00001-of-00002.safetensors': 'x',
          'model-00002-of-00002.safetensors': 'x',
        },
      },
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
};
