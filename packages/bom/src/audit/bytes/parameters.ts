// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { storedElements } from '@mpk/formats';
import { isAbout, LEAST_OF_SIZE, MOST_OF_SIZE, sizesInWords } from '../../claims/sizes-in-words.js';
import type { AuditedModel, TextClaim, NumberClaim } from '../audited-model.js';
import { folderSays, measured, nameSays } from '../facts.js';
import type { AuditMatch, AuditRule } from '../rule.js';
import { ggufModels, type GgufModel } from './gguf-model.js';

/** Of models that see or hear, the size in words is that of the language model. */
const MOST_WITH_PARTS = 2;

/** What is counted, and what it may be called. */
interface Counted {
  readonly count: number;
  readonly most: number;
  readonly evidence: readonly Claim[];
}

const isRight = ({ count, most }: Counted, stated: readonly number[]): boolean =>
  stated.length === 0 || stated.some((one) => isAbout(count, one, most));

const told = (said: string, { count, evidence }: Counted, claim: Claim): AuditMatch => ({
  message: `${said}, has ${count.toLocaleString('en')} parameters`,
  evidence: [claim, ...evidence],
});

export const parametersDiffer: AuditRule = {
  id: 'parameters-differ',
  theme: 'bytes',
  severity: 'high',
  description: 'It is said, or named, to have another number of parameters than its tensors hold.',
  risk: 'Another model was published under this name, or a part of it is missing.',
  fix: 'Find out which model this is; correct the name, the card or the metadata, or get the missing files.',
  limits: `Sizes in words count from ${LEAST_OF_SIZE} to ${MOST_OF_SIZE} times what they say, of models that see or hear to ${MOST_WITH_PARTS} times; of several in a name one is enough. Packed, quantised weights are not counted, and adapters are passed over.`,
  *check(model) {
    if (model.has('adapter')) return;
    // Some have a vocabulary alone.
    const whole = ggufModels(model).filter(({ tensors }) => tensors.length > 0);
    const gguf = whole.map((one) => ({ one, counted: countedIn(model, one) }));
    const all = [...mainCount(model), ...gguf.map(({ counted }) => counted)];
    for (const claim of [
      ...model.texts('parameters.stated', 'name', 'repository.id'),
      ...model.numbers('parameters.stated'),
    ])
      yield* compare(`said to have ${String(claim.value)}`, statedBy(claim), all, claim);
    const { placeName } = model;
    if (placeName !== undefined) {
      const claim = folderSays(placeName);
      yield* compare(`lies in ${placeName}`, sizesInWords(placeName), all, claim);
    }
    for (const { one, counted } of gguf) {
      if (isRight(counted, sizesInWords(one.baseName))) continue;
      const claim = nameSays(one.file, one.baseName);
      yield { ...told(`named ${one.baseName}`, counted, claim), file: one.file };
    }
  },
};

/** Of several models in a folder one may be what is meant: the others are drafts, or parts. */
function* compare(
  said: string,
  stated: readonly number[],
  all: readonly Counted[],
  claim: Claim,
): Generator<AuditMatch> {
  const [first] = all;
  if (first !== undefined && !all.some((one) => isRight(one, stated))) yield told(said, first, claim);
}

const statedBy = ({ name, value }: TextClaim | NumberClaim): readonly number[] => {
  if (typeof value === 'number') return [value];
  return sizesInWords(name === 'repository.id' ? value.slice(value.lastIndexOf('/') + 1) : value);
};

/** Safetensors; GGUF files are counted each. */
function mainCount(model: AuditedModel): readonly Counted[] {
  const measured = model.numbers('parameters.count').find(({ method }) => method === 'measured');
  if (measured === undefined || measured.source.file?.endsWith('.gguf') === true) return [];
  return [{ count: measured.value, most: mostOf(model), evidence: [measured] }];
}

function countedIn(model: AuditedModel, { file, tensors }: GgufModel): Counted {
  const count = tensors.reduce((all, tensor) => all + (storedElements('gguf', tensor) ?? 0), 0);
  const ofFile = model.about('parameters.count').filter(({ source }) => source.file === file);
  const evidence = ofFile.length > 0 ? ofFile : [measured('parameters.count', count, { file })];
  return { count, most: MOST_OF_SIZE, evidence };
}

const PARTS = /^\/(?:vision|audio|thinker|vit|image_encoder|speech)\w*\//;

const mostOf = (model: AuditedModel): number =>
  model.of('hidden-size', 'layers', 'attention-heads').some(({ source }) => PARTS.test(source.pointer ?? ''))
    ? MOST_WITH_PARTS
    : MOST_OF_SIZE;
