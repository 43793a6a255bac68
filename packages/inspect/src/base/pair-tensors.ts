// SPDX-License-Identifier: Apache-2.0
import type { PlacedTensor } from './placed-tensors.js';

/** A tensor of the model and the one of the base that it is held against; one of them may be missing. */
export interface TensorPair {
  readonly model?: PlacedTensor | undefined;
  readonly base?: PlacedTensor | undefined;
}

/** All pairs. */
export interface TensorPairs {
  readonly pairs: readonly TensorPair[];
  /** names that several files of one folder of the model have, other than the base: it is the loader that chooses */
  readonly colliding: readonly PlacedTensor[];
}

interface Unpaired {
  readonly model: readonly PlacedTensor[];
  readonly base: readonly PlacedTensor[];
}

const folderOf = ({ file }: PlacedTensor): string => file.slice(0, file.lastIndexOf('/') + 1);
const contentOf = ({ dtype, shape, sha256 }: PlacedTensor): string => `${dtype} ${shape.join(',')} ${sha256}`;

/**
 * What tells tensors of one name apart, the strongest first: parts of a pipeline have the same names in different folders,
 * several quantisations in one.
 */
const KEYS: readonly ((tensor: PlacedTensor) => string)[] = [
  ({ file }) => file,
  (tensor) => `${folderOf(tensor)}\n${contentOf(tensor)}`,
  folderOf,
  contentOf,
  () => '',
];

/** Pairs tensors by name, whichever file they lie in: how a model is cut into files is no difference. */
export function pairTensors(model: readonly PlacedTensor[], base: readonly PlacedTensor[]): TensorPairs {
  const byName = new Map<string, { model: PlacedTensor[]; base: PlacedTensor[] }>();
  for (const [side, tensors] of [['model', model] as const, ['base', base] as const]) {
    for (const tensor of tensors) {
      const found = byName.get(tensor.name);
      if (found !== undefined) found[side].push(tensor);
      else byName.set(tensor.name, { model: [], base: [], [side]: [tensor] });
    }
  }
  const named = [...byName.values()];
  return {
    pairs: named.flatMap(pairNamesakes),
    colliding: named.filter(collides).flatMap((one) => one.model[0] ?? []),
  };
}

function pairNamesakes(namesakes: Unpaired): readonly TensorPair[] {
  if (namesakes.model.length <= 1 && namesakes.base.length <= 1) {
    return [{ model: namesakes.model[0], base: namesakes.base[0] }];
  }
  const pairs: TensorPair[] = [];
  let left = namesakes;
  for (const keyOf of KEYS) left = pairBy(keyOf, left, pairs);
  return [...pairs, ...left.model.map((model) => ({ model })), ...left.base.map((base) => ({ base }))];
}

function pairBy(keyOf: (tensor: PlacedTensor) => string, { model, base }: Unpaired, pairs: TensorPair[]): Unpaired {
  const waiting = Map.groupBy(base.toReversed(), keyOf);
  const left: PlacedTensor[] = [];
  for (const tensor of model) {
    const found = waiting.get(keyOf(tensor))?.pop();
    if (found === undefined) left.push(tensor);
    else pairs.push({ model: tensor, base: found });
  }
  return { model: left, base: [...waiting.values()].flat() };
}

function collides({ model, base }: Unpaired): boolean {
  if (model.length <= 1 || new Set(model.map(folderOf)).size === model.length) return false;
  const inBase = new Set(base.map(({ file }) => file));
  return model.some(({ file }) => !inBase.has(file)) || model.length > base.length;
}
