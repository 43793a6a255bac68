// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { isJsonObject, memberOf } from '@mpk/formats';
import { textIn } from '../../claims/tensors/gguf-metadata.js';
import type { AuditedModel, NumberClaim } from '../audited-model.js';
import type { AuditRule } from '../rule.js';
import { languageConfiguration } from './configuration.js';
import { ggufModels, ggufStates, sizeOf, type GgufModel } from './gguf-model.js';

/** Small models that guess what the one beside them will say. */
const HELPERS = /draft|eagle|\bmtp\b|assistant|speculat|embed/i;

export const ggufOfAnother: AuditRule = {
  id: 'gguf-model-differs',
  theme: 'bytes',
  severity: 'high',
  description: 'A GGUF file is of other sizes than the configuration beside it states.',
  risk: 'It is of another model: its licence, its base and its faults are others than the card says.',
  fix: 'Convert the model that lies here, or publish the file with a card of its own.',
  limits:
    'Width and layers are compared, of files at the top that agree among themselves; draft models are passed over.',
  *check(model) {
    const ggufs = ggufModels(model).filter(({ file }) => !file.includes('/') && !HELPERS.test(file));
    // Collections have one configuration, or that of one of them.
    if (new Set(ggufs.map((gguf) => sizeOf(gguf, 'embedding_length'))).size > 1) return;
    for (const gguf of ggufs) {
      if (sizeOf(gguf, 'embedding_length') === undefined) continue;
      const differences = [
        ...differenceOf(model, gguf, 'hidden-size', 'embedding_length', 'wide'),
        ...differenceOf(model, gguf, 'layers', 'block_count', 'layers'),
      ];
      if (differences.length === 0) continue;
      const name = textIn(gguf.metadata, 'general.name');
      const words = differences.map(({ inWords }) => inWords).join('; ');
      const called = name === undefined ? gguf.file : `${gguf.file} (${name})`;
      yield { message: `${called} is of another model: ${words}`, evidence: differences.flatMap(({ sides }) => sides) };
    }
  },
};

interface Difference {
  readonly inWords: string;
  readonly sides: readonly Claim[];
}

function differenceOf(
  model: AuditedModel,
  gguf: GgufModel,
  claim: 'hidden-size' | 'layers',
  key: string,
  unit: string,
): readonly Difference[] {
  const stated = configured(model, claim);
  const said = sizeOf(gguf, key);
  if (stated === undefined || said === undefined || said === stated.value) return [];
  // Layers that predict further tokens are counted by converters alone.
  const further = sizeOf(gguf, 'nextn_predict_layers') ?? 0;
  if (claim === 'layers' && said - further <= stated.value && said >= stated.value) return [];
  return [
    { inWords: `${said} ${unit}, stated are ${stated.value}`, sides: [stated, ggufStates(gguf, key, claim, said)] },
  ];
}

/** What the configuration of the language model says; nothing where parts have sizes of their own, and none is known to be that. */
function configured(model: AuditedModel, claim: 'hidden-size' | 'layers'): NumberClaim | undefined {
  const configuration = languageConfiguration(model);
  if (configuration === undefined) return undefined;
  const { value, pointer } = configuration;
  const hasParts = value.members.some(
    ([name, part]) => name.endsWith('_config') && isJsonObject(part) && memberOf(part, 'hidden_size') !== undefined,
  );
  if (hasParts) return undefined;
  const place = new RegExp(`^${pointer}/[^/]+$`);
  return model.numbers(claim).find(({ source }) => source.file === 'config.json' && place.test(source.pointer ?? ''));
}
