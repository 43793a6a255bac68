// SPDX-License-Identifier: Apache-2.0
import { isEdited, layersOf, type BaseDifference, type BaseVerification, type ComparedTensor } from '@mpk/inspect';
import type { MeasuredBase } from '../base/measured-base.js';

/** Most layers, and most tensors, that an answer lists. */
export const MAX_LISTED = 200;
/** Longest name that is listed. */
const MAX_NAME_CHARS = 300;

/** What a model was held against, and what that gave. Names are attacker-controlled. */
export interface BaseResult {
  readonly uri: string;
  readonly manifestDigest: string;
  readonly verified: BaseVerification;
  readonly tensors: {
    readonly same: number;
    readonly changed: number;
    readonly added: number;
    readonly removed: number;
    readonly reshaped: number;
    readonly retyped: number;
    /** without a digest: they share bytes, or lack some */
    readonly unknown: number;
    /** others than in the base, and of a type that is not measured, or beyond a limit */
    readonly notMeasured: number;
  };
  /** layers and modules of which tensors changed, in the order of the files; the first of them */
  readonly layers: readonly { readonly name: string; readonly changed: number; readonly tensors: number }[];
  /** how many there are, and how many of them have changes */
  readonly layerCounts: { readonly all: number; readonly changed: number };
  /** those that changed most come first; the first of them */
  readonly changed: readonly ChangedTensor[];
}

export interface ChangedTensor {
  readonly name: string;
  /** norm of the change over that of the base; absent where it was not measured */
  readonly relativeNorm?: number;
  /** part of the energy of the change that has one direction, 0 to 1; absent where it was not looked for */
  readonly firstDirection?: number;
}

/** Sums up a difference, within limits. */
export function createBaseResult(
  { uri, manifestDigest, verified }: MeasuredBase,
  { tensors: { tensors, counts }, measures }: BaseDifference,
): BaseResult {
  const layers = layersOf(tensors, measures);
  const edited = layers.filter((layer) => layer.edited.length > 0);
  const differing = tensors.filter((one) => one.state === 'retyped' || isEdited(one, measures));
  const normOf = (tensor: ComparedTensor): number => measures.get(tensor)?.relativeNorm ?? -1;
  return {
    uri,
    manifestDigest,
    verified,
    tensors: { ...counts, notMeasured: differing.filter((one) => !measures.has(one)).length },
    layers: edited.slice(0, MAX_LISTED).map((layer) => ({
      name: layer.name.slice(0, MAX_NAME_CHARS),
      changed: layer.edited.length,
      tensors: layer.tensors,
    })),
    layerCounts: { all: layers.length, changed: edited.length },
    changed: differing
      .toSorted((a, b) => normOf(b) - normOf(a))
      .slice(0, MAX_LISTED)
      .map((one) => ({ name: (one.model?.name ?? '').slice(0, MAX_NAME_CHARS), ...rounded(measures.get(one)) })),
  };
}

/** To what can be relied on. */
const rounded = (measure: Omit<ChangedTensor, 'name'> | undefined): Omit<ChangedTensor, 'name'> => ({
  ...(measure?.relativeNorm !== undefined && { relativeNorm: Number(measure.relativeNorm.toPrecision(4)) }),
  ...(measure?.firstDirection !== undefined && { firstDirection: Number(measure.firstDirection.toFixed(3)) }),
});
