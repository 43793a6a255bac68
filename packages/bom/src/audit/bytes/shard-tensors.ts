// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import type { TensorDescription } from '@mpk/formats';
import { step } from '../../claims/values.js';
import { contentOf } from '../../model-files.js';
import type { AuditedModel } from '../audited-model.js';
import { declared, presence, tensorFact } from '../facts.js';
import { counted, namesIn } from '../in-words.js';
import type { AuditRule } from '../rule.js';
import { indexesOf, type WeightIndex } from './weight-index.js';

export const shardTensorsDiffer: AuditRule = {
  id: 'shard-tensors-differ',
  theme: 'bytes',
  severity: 'high',
  description: 'The index says of a file of weights that it holds other tensors than it does.',
  risk: 'Loaders go by the index and other tools by the files: a tensor that one of them does not see was checked by nobody, or is made up at random.',
  fix: 'Have the model saved anew, with its index.',
  limits: 'Of shards that are pickles the tensors are not known by name.',
  *check(model) {
    for (const index of indexesOf(model)) {
      const differences = differencesOf(index, heldBy(model, index));
      if (differences.length === 0) continue;
      const message = differences.map((one) => one.message).join('; ');
      yield { message, file: index.file.name, evidence: differences.flatMap(({ evidence }) => evidence) };
    }
  },
};

/** Tensors by name, of each file of an index whose tensors are all known. */
type Held = ReadonlyMap<string, ReadonlyMap<string, TensorDescription>>;

function heldBy(model: AuditedModel, { shards }: WeightIndex): Held {
  return new Map(
    [...shards.keys()].flatMap((shard) => {
      const file = model.fileOf(shard);
      const content = file === undefined ? undefined : contentOf(file, 'tensors');
      if (content?.complete !== true) return [];
      return [[shard, new Map(content.tensors.map((tensor) => [tensor.name, tensor]))] as const];
    }),
  );
}

interface Difference {
  readonly message: string;
  readonly evidence: readonly Claim[];
}

/** A tensor with the file that it is said to lie in, or lies in. */
interface Place {
  readonly tensor: string;
  readonly shard: string;
}

function differencesOf({ file, shards }: WeightIndex, held: Held): readonly Difference[] {
  const placed = [...held].flatMap(([shard, tensors]) => [...tensors.keys()].map((tensor) => ({ tensor, shard })));
  const foundIn = Map.groupBy(placed, ({ tensor }) => tensor);
  const listed = [...shards].flatMap(([shard, tensors]) => tensors.map((tensor) => ({ tensor, shard })));
  const told = new Map(listed.map(({ tensor, shard }) => [tensor, shard]));
  const gone = listed.filter(({ tensor, shard }) => held.get(shard)?.has(tensor) === false);
  const said = ({ tensor, shard }: Place): Claim =>
    declared('tensor.file', shard, { file: file.name, pointer: `/weight_map${step(tensor)}` });
  const found = ({ tensor, shard }: Place): readonly Claim[] => {
    const one = held.get(shard)?.get(tensor);
    return one === undefined ? [] : [tensorFact(shard, one)];
  };
  // What lies in another file than the index says is told once, and not of either file.
  const moved = gone.filter(({ tensor }) => foundIn.has(tensor));
  const lost = gone.filter(({ tensor }) => !foundIn.has(tensor));
  const more = placed.filter(({ tensor, shard }) => {
    const where = told.get(tensor);
    return where === undefined || (where !== shard && held.get(where)?.has(tensor) !== false);
  });
  const isAbsent = ({ tensor, shard }: Place): Claim => presence(false, { file: shard, pointer: step(tensor) });
  const notTold = ({ tensor }: Place): Claim =>
    presence(false, { file: file.name, pointer: `/weight_map${step(tensor)}` });
  return [
    ...difference(moved, 'not in the file that the index names', (one) => [
      said(one),
      ...(foundIn.get(one.tensor) ?? []).slice(0, 1).flatMap(found),
    ]),
    ...difference(lost, 'in the index, and not there', (one) => [said(one), isAbsent(one)]),
    ...difference(more, 'not in the index, or another file is named there', (one) => [
      told.has(one.tensor) ? said({ ...one, shard: told.get(one.tensor) ?? '' }) : notTold(one),
      ...found(one),
    ]),
  ];
}

function difference(
  places: readonly Place[],
  what: string,
  evidence: (one: Place) => readonly Claim[],
): readonly Difference[] {
  const [first] = places;
  if (first === undefined) return [];
  const names = namesIn(places.map(({ tensor, shard }) => `${tensor} of ${shard}`));
  const verb = places.length === 1 ? 'is' : 'are';
  return [{ message: `${counted(places.length, 'tensor')} ${verb} ${what}: ${names}`, evidence: evidence(first) }];
}
