// SPDX-License-Identifier: Apache-2.0
import { FORMATS } from '@mpk/formats';
import { baseNameOf, contentOf, type ModelFile } from '../../model-files.js';
import type { AuditedModel } from '../audited-model.js';
import type { AuditRule } from '../rule.js';

/** Names under which nothing but weights lie. */
const WEIGHTS = /\.(?:safetensors|gguf|onnx|pt|pth|ckpt|h5|keras|tflite|msgpack|npz|nemo)$/i;
/** Endings that are used for anything, under the names that libraries give to weights. */
const NAMED =
  /^(?:pytorch_model|adapter_model|diffusion_pytorch_model|pytorch_lora_weights|model)(?:[.-][\w.-]*)?\.bin$/i;
/** Formats that are what their names say, or nothing. */
const EXACT = /\.(safetensors|gguf)$/i;
/** Ending of parallel texts in Portuguese, too. */
const LANGUAGE = /\.pt$/i;
/** Text in the place of weights: a page that says that nothing was found, a note, a pointer of another system. */
const TEXTS: ReadonlySet<string> = new Set(['text', 'json', 'script']);
/** Weights of formats that nobody here recognises, and archives. */
const OTHERS =
  /\.(?:bin|zip|tar|gz|tgz|xz|zst|7z|engine|plan|mlmodel|weight|ot|pte|task|litertlm|ggml|llamafile|params|pdparams|ort|data)$/i;

const FORMATS_OF_WEIGHTS: ReadonlySet<string> = new Set(
  FORMATS.filter(({ holdsWeights }) => holdsWeights).map(({ id }) => id),
);

const isNamedAsWeights = (file: ModelFile): boolean => WEIGHTS.test(file.name) || NAMED.test(baseNameOf(file));

/** What lies in the place of a file, where that is seen. */
function insteadOf(file: ModelFile): string | undefined {
  const { format, sizeBytes, name } = file;
  const pointer = contentOf(file, 'text')?.lfsPointer;
  if (pointer !== undefined) return `is a Git LFS pointer to ${pointer.sizeBytes} bytes that are not here`;
  if (!isNamedAsWeights(file)) return undefined;
  if (sizeBytes === 0) return 'is empty';
  const { id = 'unknown', contains = [] } = format ?? {};
  const exact = EXACT.exec(name)?.[1]?.toLowerCase();
  if (exact !== undefined && id !== exact && !contains.includes(exact))
    return `is no ${exact}: ${id === 'unknown' ? 'nothing that is known' : id}`;
  if (TEXTS.has(id) && !LANGUAGE.test(name)) return 'is text, and no weights';
  return cutShort(file);
}

function cutShort(file: ModelFile): string | undefined {
  const tensors = contentOf(file, 'tensors')?.tensors ?? [];
  const end = tensors.reduce((last, { offset, sizeBytes }) => Math.max(last, offset + sizeBytes), 0);
  return end > file.sizeBytes ? `ends ${end - file.sizeBytes} bytes too early` : undefined;
}

export const weightsNotThere: AuditRule = {
  id: 'weights-not-there',
  theme: 'bytes',
  severity: 'high',
  description: 'A file is not what its name says: a Git LFS pointer, empty, no weights, or weights that end too early.',
  risk: 'The model is not here: what is signed, pinned or audited is a placeholder, and what is fetched later was seen by nobody.',
  fix: 'Fetch the real file (`git lfs pull`, or download the model anew), and audit again.',
  limits: 'Endings that are used for anything (`.bin`) count where the name is one that libraries give to weights.',
  *check({ files }) {
    for (const file of files) {
      const instead = insteadOf(file);
      if (instead !== undefined) yield { message: `${file.name} ${instead}`, file: file.name };
    }
  },
};

const mayHoldWeights = (file: ModelFile): boolean => {
  const { id = 'unknown', contains = [] } = file.format ?? {};
  const holds = id === 'unknown' || [id, ...contains].some((one) => FORMATS_OF_WEIGHTS.has(one));
  return holds || isNamedAsWeights(file) || OTHERS.test(file.name);
};

/** A class of transformers that is loaded with weights, as the configuration at the top names it. */
const namesModel = (model: AuditedModel): boolean =>
  model.of('architecture').some(({ source }) => source.file === 'config.json');

export const weightsMissing: AuditRule = {
  id: 'weights-missing',
  theme: 'bytes',
  severity: 'medium',
  description: 'The configuration is of a model, and no file holds weights.',
  risk: 'There is nothing to load: whatever was said of the model is said of nothing that is here.',
  fix: 'Get the weights, or publish the configuration as what it is.',
  limits:
    'A model is what names its class in `architectures`: tokenizers, data sets and adapters, which have other configurations, are passed over.',
  *check(model) {
    if (!namesModel(model) || model.has('adapter') || model.files.some(mayHoldWeights)) return;
    // Of shards that are not there each is told by itself.
    if (model.hasFileLike(/\.index(?:\.[\w-]+)?\.json$/)) return;
    yield { message: 'config.json names a model, and no file holds weights', evidence: model.of('architecture') };
  },
};
