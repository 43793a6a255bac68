// SPDX-License-Identifier: Apache-2.0
import type { AuditedModel, TextClaim } from './audited-model.js';
import { environmentDiffers } from './environment/versions.js';
import type { AuditRule } from './rule.js';

/** Weights that pickles are, and those that are data alone. */
const PICKLED =
  /(?:^|\/)(?:pytorch_model|adapter_model|diffusion_pytorch_model)(?:-\d+-of-\d+)?\.bin$|\.(?:pt|pth|ckpt|pkl|pickle|joblib|dill)$/i;
const DATA_ALONE = /\.(?:safetensors|gguf|onnx|tflite)$/i;

/** Modules that are files of the model: MLflow names its own ones in the same place. */
const ownModules = (model: AuditedModel): readonly TextClaim[] =>
  model.texts('code.module').filter(({ value }) => !/^mlflow\./.test(value));

export const codeOfRepository: AuditRule = {
  id: 'code-of-the-repository',
  theme: 'code',
  severity: 'medium',
  description: 'A loader takes code of this repository.',
  risk: 'Loading it with `trust_remote_code` runs that code.',
  fix: 'Review the code and pin its commit, or use a model that the library knows.',
  *check(model) {
    for (const claim of ownModules(model)) yield { message: `a loader takes ${claim.value}`, evidence: [claim] };
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
    for (const claim of model.texts('code.repository'))
      yield { message: `a loader takes code of ${claim.value}`, evidence: [claim] };
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
    const others = new Set(
      model.texts('code.repository').map(({ source }) => `${source.file ?? ''}${source.pointer ?? ''}`),
    );
    for (const claim of ownModules(model)) {
      const { file = '', pointer = '' } = claim.source;
      const module = claim.value.slice(0, Math.max(0, claim.value.lastIndexOf('.')));
      const folder = file.slice(0, file.lastIndexOf('/') + 1);
      if (others.has(file + pointer) || module === '' || model.hasFile(`${folder}${module.replaceAll('.', '/')}.py`))
        continue;
      yield { message: `${module}.py is not there`, evidence: [claim] };
    }
  },
};

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
    for (const { name } of files) if (PICKLED.test(name)) yield { message: `${name} beside ${data.name}`, file: name };
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
    for (const { name } of files) {
      if (/\.(?:py|ipynb|sh|js|ts|so|dll|exe)$/i.test(name)) yield { message: name, file: name };
    }
  },
};

export const codeRules: readonly AuditRule[] = [
  codeOfAnother,
  codeOfRepository,
  codeMissing,
  picklesAlone,
  picklesBeside,
  codeFiles,
  environmentDiffers,
];
