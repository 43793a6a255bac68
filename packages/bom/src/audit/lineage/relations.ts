// SPDX-License-Identifier: Apache-2.0
import { textAt } from '../../claims/fields.js';
import { baseNameOf, jsonOf } from '../../model-files.js';
import { memberOfClaim } from '../../claims/claim-members.js';
import type { AuditedModel } from '../audited-model.js';
import { presence } from '../facts.js';
import type { AuditRule } from '../rule.js';

const RELATIONS: ReadonlySet<string> = new Set(['adapter', 'finetune', 'merge', 'quantized']);
const ADAPTER_FILES = /(?:^|\/)adapter_(?:config\.json|model\.(?:safetensors|bin))$/;
const WHOLE_WEIGHTS = /(?:^|\/)(?:model|pytorch_model|diffusion_pytorch_model)(?:-\d+-of-\d+)?\.(?:safetensors|bin)$/;
/** Files that weights lie in, as their names end. */
const WEIGHTS = /\.(?:safetensors|bin|pt|pth|ckpt|gguf|onnx|h5|msgpack|npz)$/i;
const ADAPTER_WEIGHTS = /^(?:adapter_model|pytorch_lora_weights)\.(?:safetensors|bin)$/;
/** What a trainer keeps beside them to go on from. */
const TRAINER_STATE = /^(?:training_args|optimizer|scheduler|scaler|rng_state(?:_\d+)?)\.(?:bin|pt|pth)$/;

/** The first of the weights of adapters, where there are no others. */
function onlyAdapterWeights(model: AuditedModel): string | undefined {
  const weights = model.files
    .map((file) => ({ name: file.name, baseName: baseNameOf(file) }))
    .filter(({ baseName }) => WEIGHTS.test(baseName) && !TRAINER_STATE.test(baseName));
  return weights.every(({ baseName }) => ADAPTER_WEIGHTS.test(baseName)) ? weights[0]?.name : undefined;
}

/** Models that steer another one, and are put beside it: they are called adapters, and are whole. */
function isSteering(model: AuditedModel): boolean {
  const config = model.fileOf('config.json');
  const value = config && jsonOf(config);
  return value !== undefined && /ControlNet|Adapter/.test(textAt(value, '/_class_name') ?? '');
}

/** Whether its tensors are numbers of full precision alone; undefined where nobody counted. */
function isFullPrecision(model: AuditedModel): boolean | undefined {
  const types = model.of('tensor.types').find(({ method }) => method === 'measured');
  // Whoever converts to GGUF has no other word for it at the Hub, whatever the numbers are.
  if (types === undefined || typeof types.value !== 'object' || types.source.file?.endsWith('.gguf') === true)
    return undefined;
  return Object.keys(types.value).every((type) => /^(?:F64|F32|F16|BF16)$/.test(type));
}

const isQuantized = (model: AuditedModel): boolean =>
  model.has('quantized-by') || model.texts('base-model.relation').some(({ value }) => value === 'quantized');

/** Whether it was made out of models alone, and trained on nothing: merged, quantised, or written in another format. */
export const isMadeOfModels = (model: AuditedModel): boolean =>
  isQuantized(model) || model.has('merge') || model.texts('base-model.relation').some(({ value }) => value === 'merge');

export const relationDiffers: AuditRule = {
  id: 'relation-differs',
  theme: 'lineage',
  severity: 'medium',
  description: 'How it is said to relate to its base is not what its files are.',
  risk: 'The family tree is wrong, and with it what is inherited.',
  fix: 'Correct `base_model_relation`.',
  *check(model) {
    for (const claim of model.texts('base-model.relation')) {
      if (!RELATIONS.has(claim.value)) {
        yield { message: `${claim.value} is no relation that the Hub knows`, evidence: [claim], severity: 'low' };
      } else if (claim.value === 'quantized' && isFullPrecision(model) === true) {
        yield {
          message: 'said to be quantised, its tensors are of full precision',
          evidence: [claim, ...model.of('tensor.types')],
        };
      } else if (claim.value === 'adapter' && !model.has('adapter')) {
        const whole = model.files.find(({ name }) => WHOLE_WEIGHTS.test(name));
        if (whole === undefined || isSteering(model)) continue;
        const evidence = [claim, presence(true, { file: whole.name })];
        yield { message: 'said to be an adapter, its files are a whole model', evidence };
      } else if (claim.value === 'finetune') {
        const weights = onlyAdapterWeights(model);
        if (weights === undefined) continue;
        const adapter = model.of('adapter').slice(0, 1);
        yield {
          message: `said to be a fine-tuned model, has the weights of an adapter alone: ${weights}`,
          evidence: [claim, ...adapter, ...(adapter.length === 0 ? [presence(true, { file: weights })] : [])],
        };
      }
    }
  },
};

export const adapterNotThere: AuditRule = {
  id: 'adapter-without-weights',
  theme: 'lineage',
  severity: 'medium',
  description: 'The configuration of an adapter lies there without an adapter.',
  risk: 'What is loaded is the base alone, or whatever else lies there.',
  fix: 'Get the weights of the adapter.',
  *check(model) {
    const [adapter] = model.of('adapter');
    const file = adapter?.source.file;
    if (adapter === undefined || file?.endsWith('adapter_config.json') !== true) return;
    const folder = file.slice(0, -'adapter_config.json'.length);
    const hasWeights = model.files.some(
      ({ name }) => name.startsWith(folder) && /\.(?:safetensors|bin|pt|gguf)$/.test(name),
    );
    if (!hasWeights) yield { message: `${file} lies without weights`, evidence: [adapter] };
  },
};

export const adapterNotTold: AuditRule = {
  id: 'adapter-beside-model',
  theme: 'lineage',
  severity: 'low',
  description: 'An adapter lies beside whole weights.',
  risk: 'Some loaders put the adapter upon the weights, others do not: they load different models.',
  fix: 'Publish them apart.',
  *check(model) {
    const adapter = model.files.find(({ name }) => ADAPTER_FILES.test(name) && !name.includes('/'));
    const whole = model.files.find(({ name }) => WHOLE_WEIGHTS.test(name) && !name.includes('/'));
    if (adapter && whole) yield { message: `${adapter.name} beside ${whole.name}`, file: adapter.name };
  },
};

export const mergeOfOne: AuditRule = {
  id: 'merge-of-one',
  theme: 'lineage',
  severity: 'medium',
  description: 'It is said to be a merge, and names one parent or none.',
  risk: 'The other parents, their licences and restrictions, are hidden.',
  fix: 'Name every model that went in as `base_model`.',
  *check(model) {
    const claim = model.texts('base-model.relation').find(({ value }) => value === 'merge');
    const tag = model.texts('tag').find(({ value }) => /^(?:merge|mergekit)$/i.test(value));
    // Whoever quantises a merge copies its tags.
    const told = claim ?? (isQuantized(model) ? undefined : tag);
    const parents = new Set(model.texts('base-model').map(({ value }) => value.toLowerCase()));
    const merged = model.of('merge').flatMap((merge) => memberOfClaim(merge, 'models') ?? []);
    if (told === undefined || parents.size > 1 || merged.flat().length > 1) return;
    yield {
      message: `a merge of ${parents.size} named models`,
      evidence: [told, ...model.texts('base-model').slice(0, 2)],
    };
  },
};
