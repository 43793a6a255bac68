// SPDX-License-Identifier: Apache-2.0

/** What is known of a format. */
export interface FormatDescription {
  readonly id: string;
  readonly title: string;
  /** format ids that every file of it is taken to contain */
  readonly implies: readonly string[];
  /** whether the usual loaders (or the operating system) may run code from such a file */
  readonly executesOnLoad: boolean;
  /** whether such files are what the weights of models lie in */
  readonly holdsWeights: boolean;
}

const format = (id: string, title: string, options: Partial<FormatDescription> = {}): FormatDescription => ({
  id,
  title,
  implies: options.implies ?? [],
  executesOnLoad: options.executesOnLoad ?? false,
  holdsWeights: options.holdsWeights ?? false,
});

const runs = { executesOnLoad: true };
const weights = { holdsWeights: true };
const opaque = { implies: ['opaque'] };

/** Every format id that recognition can give, as `id` or in `contains`. */
export const FORMATS: readonly FormatDescription[] = [
  // Models and tensors.
  format('safetensors', 'safetensors', weights),
  format('gguf', 'GGUF (llama.cpp)', weights),
  format('onnx', 'ONNX model', weights),
  format('tflite', 'TensorFlow Lite flatbuffer', weights),
  format('saved-model', 'TensorFlow SavedModel', { ...runs, ...weights }),
  format('tensorflow-graph', 'TensorFlow graph by itself, such as a frozen one', { ...runs, ...weights }),
  format('tensorflow-fingerprint', 'fingerprint of a TensorFlow SavedModel'),
  format('tensorflow-checkpoint', 'index of a TensorFlow checkpoint'),
  format('tensorflow-object-graph', 'names of the objects of a TensorFlow checkpoint'),
  format('keras-metadata', 'Keras 2 metadata in a TensorFlow SavedModel', runs),
  format('hdf5', 'HDF5, also Keras weights and legacy Keras models', { ...runs, ...weights }),
  format('keras', 'Keras v3 archive', { implies: ['hdf5'], ...runs, ...weights }),
  format('torch', 'PyTorch archive (zip)', { implies: ['pickle'], ...runs, ...weights }),
  format('torchscript', 'TorchScript code in a PyTorch archive', runs),
  format('torch-legacy', 'PyTorch before 1.6: stacked pickles or tar', {
    implies: ['pickle'],
    ...runs,
    ...weights,
  }),
  format('torch-legacy-data', 'storages or tensors of a PyTorch checkpoint that is a tar archive', {
    implies: ['pickle'],
    ...runs,
    ...weights,
  }),
  format('nemo', 'NVIDIA NeMo archive (tar)', { ...runs, ...weights }),
  format('pickle', 'Python pickle, protocol 0 to 5; also joblib and dill', { ...runs, ...weights }),
  format('npy', 'NumPy array', weights),
  format('npz', 'NumPy archive (zip)', { implies: ['npy'], ...weights }),
  format('tensor-data', 'raw numbers of a tensor in an archive', weights),
  format('skops', 'skops archive (zip)', { ...runs, ...weights }),
  format('mar', 'TorchServe model archive (zip)', { ...runs, ...weights }),
  format('tensorrt', 'TensorRT engine', { ...runs, ...weights }),
  format('r-data', 'R object or workspace (.rds, .rda), expanded', { ...runs, ...weights }),
  format('pmml', 'PMML document', weights),
  format('sentencepiece', 'SentencePiece tokenizer model'),
  // Data.
  format('json', 'JSON object or array'),
  format('text', 'UTF-8 text: Markdown, YAML, HTML, XML, source code and others'),
  format('parquet', 'Apache Parquet'),
  format('arrow', 'Apache Arrow file'),
  format('sqlite', 'SQLite database'),
  format('pdf', 'PDF'),
  format('png', 'PNG image'),
  format('jpeg', 'JPEG image'),
  format('gif', 'GIF image'),
  format('webp', 'WebP image'),
  format('wav', 'WAV audio'),
  format('mp4', 'MP4 media, and others of ISO boxes'),
  // Containers.
  format('zip', 'zip archive of no more special kind'),
  format('tar', 'tar archive'),
  format('gzip', 'gzip stream', opaque),
  format('zlib', 'zlib stream', opaque),
  format('bzip2', 'bzip2 stream', opaque),
  format('xz', 'xz stream', opaque),
  format('lzma', 'LZMA stream', opaque),
  format('zstd', 'Zstandard stream', opaque),
  format('lz4', 'LZ4 frame', opaque),
  format('7z', '7-Zip archive', opaque),
  format('rar', 'RAR archive', opaque),
  // Code.
  format('elf', 'ELF executable or library', runs),
  format('llamafile', 'llamafile, or another program for several systems at once', { ...runs, ...weights }),
  format('pe', 'Windows executable or library', runs),
  format('mach-o', 'macOS executable or library', runs),
  format('script', 'text with an interpreter line (#!)', runs),
  format('wasm', 'WebAssembly module', runs),
  format('java-class', 'Java class file', runs),
  format('jar', 'Java archive (zip)', { implies: ['java-class'], ...runs }),
  format('python-bytecode', 'compiled Python', runs),
  // What can be said where nothing else can.
  format('opaque', 'content that was not looked into: compressed, encrypted, damaged or too much of it', runs),
  format('unknown', 'not recognised for certain', runs),
];
