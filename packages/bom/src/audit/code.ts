// SPDX-License-Identifier: Apache-2.0
import type { ModelFile } from '../model-files.js';
import type { AuditedModel, TextClaim } from './audited-model.js';
import { environmentDiffers } from './environment/versions.js';
import { presence } from './facts.js';
import { namesIn } from './in-words.js';
import type { AuditRule } from './rule.js';

/** Weights that pickles are, and those that are data alone. */
const PICKLED =
  /(?:^|\/)(?:pytorch_model|adapter_model|diffusion_pytorch_model)(?:-\d+-of-\d+)?\.bin$|\.(?:pt|pth|ckpt|pkl|pickle|joblib|dill)$/i;
const DATA_ALONE = /\.(?:safetensors|gguf|onnx|tflite)$/i;

/** Where a loader takes code of another repository. */
const placesOfOthers = (model: AuditedModel): ReadonlySet<string> =>
  new Set(model.texts('code.repository').map(placeOf));

const placeOf = ({ source }: TextClaim): string => `${source.file ?? ''}${source.pointer ?? ''}`;

/** The file of `file.Class`, without its ending. */
const moduleOf = ({ value }: TextClaim): string => value.slice(0, Math.max(0, value.lastIndexOf('.')));

/** Modules that are files of the model, with all that is taken of each: MLflow names its own ones in the same place. */
function ownModules(model: AuditedModel): ReadonlyMap<string, readonly TextClaim[]> {
  const others = placesOfOthers(model);
  const own = model
    .texts('code.module')
    .filter((claim) => !/^mlflow\./.test(claim.value) && !others.has(placeOf(claim)));
  return Map.groupBy(own, (claim) => moduleOf(claim) || claim.value);
}

export const codeOfRepository: AuditRule = {
  id: 'code-of-the-repository',
  theme: 'code',
  severity: 'medium',
  description: 'A loader takes code of this repository.',
  risk: 'Loading it with `trust_remote_code` runs that code.',
  fix: 'Review the code and pin its commit, or use a model that the library knows.',
  *check(model) {
    for (const claims of ownModules(model).values())
      yield { message: `a loader takes ${namesIn([...new Set(claims.map(({ value }) => value))])}`, evidence: claims };
  },
};

export const codeOfAnother: AuditRule = {
  id: 'code-of-another-repository',
  theme: 'code',
  severity: 'high',
  description: 'A loader takes code of another repository.',
  risk: 'That code can change at any time, whatever is signed here.',
  fix: 'Copy the code into this repository, review it, and sign it with the model.',
  *check(model) {
    for (const [repository, claims] of Map.groupBy(model.texts('code.repository'), ({ value }) => value))
      yield { message: `a loader takes code of ${repository}`, evidence: claims };
  },
};

export const codeMissing: AuditRule = {
  id: 'code-missing',
  theme: 'code',
  severity: 'medium',
  description: 'A loader takes code from a file that is not there.',
  risk: 'It fails, or the file comes from somewhere else.',
  fix: 'Get the missing file.',
  *check(model) {
    for (const claims of ownModules(model).values()) {
      const [first, ...more] = claims.filter(
        (claim) => moduleOf(claim) !== '' && !moduleFiles(claim).some((name) => model.hasFile(name)),
      );
      if (first === undefined) continue;
      const [file = ''] = moduleFiles(first);
      const evidence = [first, presence(false, { file }), ...more];
      yield { message: `${moduleOf(first)}.py is not there`, evidence };
    }
  },
};

/** Files that the code of a module may be: MLflow has a folder of its own for it. */
function moduleFiles(claim: TextClaim): readonly string[] {
  const { file = '' } = claim.source;
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  const path = `${moduleOf(claim).replaceAll('.', '/')}.py`;
  return [`${folder}${path}`, `${folder}code/${path}`];
}

export const picklesAlone: AuditRule = {
  id: 'weights-in-pickles-alone',
  theme: 'code',
  severity: 'medium',
  description: 'Its weights are in pickles and in nothing else.',
  risk: 'Reading a pickle can run code of whoever wrote it.',
  fix: 'Have it exported to safetensors.',
  *check({ files }) {
    const pickled = files.find(({ name }) => PICKLED.test(name));
    if (pickled && !files.some(({ name }) => DATA_ALONE.test(name)))
      yield { message: pickled.name, file: pickled.name };
  },
};

export const picklesBeside: AuditRule = {
  id: 'pickles-beside-data',
  theme: 'code',
  severity: 'low',
  description: 'Pickles lie beside weights that are data alone.',
  risk: 'Loaders that prefer the pickle run it for nothing; the two may differ.',
  fix: 'Remove the pickles.',
  *check({ files }) {
    const data = files.find(({ name }) => DATA_ALONE.test(name));
    if (data === undefined) return;
    const pickled = files.flatMap(({ name }) => (PICKLED.test(name) ? [name] : []));
    const [first] = pickled;
    if (first !== undefined) yield { message: `${namesIn(pickled)} beside ${data.name}`, file: first };
  },
};

/** Formats whose loaders run what is in them, by the bytes of a file and not its name. */
const isPickle = ({ format }: ModelFile): boolean =>
  format?.id === 'pickle' || format?.contains.includes('pickle') === true;

export const picklesByContent: AuditRule = {
  id: 'pickles-by-content',
  theme: 'code',
  severity: 'info',
  description: 'Files that are not named as weights are pickles by their bytes.',
  risk: 'Whoever loads one runs what is in it.',
  fix: 'Look into them with `mpk inspect`; remove what nobody needs.',
  limits: 'What the pickles do is not looked at here. Pickles that are named as such are for `pickles-beside-data`.',
  *check({ files }) {
    const names = files.flatMap((file) => (isPickle(file) && !PICKLED.test(file.name) ? [file.name] : []));
    const [first] = names;
    if (first !== undefined) yield { message: `${namesIn(names)}: look into it with mpk inspect`, file: first };
  },
};

export const codeFiles: AuditRule = {
  id: 'code-files',
  theme: 'code',
  severity: 'info',
  description: 'Files of code lie beside the weights.',
  risk: 'What lies there is run sooner or later.',
  fix: 'Publish code apart from weights, or sign it with the model after a review.',
  *check({ files }) {
    const names = files.flatMap(({ name }) => (/\.(?:py|ipynb|sh|js|ts|so|dll|exe)$/i.test(name) ? [name] : []));
    const [first] = names;
    if (first !== undefined) yield { message: namesIn(names), file: first };
  },
};

export const codeRules: readonly AuditRule[] = [
  codeOfAnother,
  codeOfRepository,
  codeMissing,
  picklesAlone,
  picklesBeside,
  picklesByContent,
  codeFiles,
  environmentDiffers,
];
