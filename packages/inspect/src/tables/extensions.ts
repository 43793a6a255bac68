// SPDX-License-Identifier: Apache-2.0

const ARCHIVES = ['zip', 'torch', 'npz', 'keras', 'jar'];
const TORCH = ['torch', 'torch-legacy'];
const PICKLES = ['pickle', 'gzip', 'zlib', 'bzip2', 'xz', 'lzma', 'lz4', 'zstd'];
const TENSORFLOW = [
  'saved-model',
  'tensorflow-graph',
  'keras-metadata',
  'tensorflow-fingerprint',
  'tensorflow-object-graph',
];
const TEXTS = ['text', 'json', 'script'];

/** Formats that files of an ending are expected to be, by content. Endings that are used for anything are not here. */
export const EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  safetensors: ['safetensors'],
  gguf: ['gguf'],
  onnx: ['onnx'],
  pb: [...TENSORFLOW, 'onnx', 'sentencepiece'],
  tflite: ['tflite'],
  h5: ['hdf5'],
  hdf5: ['hdf5'],
  keras: ['keras', 'hdf5'],
  npy: ['npy'],
  npz: ['npz'],
  pt: TORCH,
  pth: TORCH,
  ckpt: TORCH,
  pkl: PICKLES,
  pickle: PICKLES,
  joblib: PICKLES,
  dill: PICKLES,
  zip: ARCHIVES,
  tar: ['tar', 'torch-legacy'],
  gz: ['gzip'],
  tgz: ['gzip'],
  json: ['json'],
  jsonl: TEXTS,
  md: TEXTS,
  txt: TEXTS,
  yaml: TEXTS,
  yml: TEXTS,
  toml: TEXTS,
  csv: TEXTS,
  tsv: TEXTS,
  html: TEXTS,
  xml: TEXTS,
  jinja: TEXTS,
  py: TEXTS,
  png: ['png'],
  jpg: ['jpeg'],
  jpeg: ['jpeg'],
  gif: ['gif'],
  webp: ['webp'],
  pdf: ['pdf'],
  parquet: ['parquet'],
  arrow: ['arrow'],
};
