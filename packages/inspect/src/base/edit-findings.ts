// SPDX-License-Identifier: Apache-2.0
import type { Finding, Severity } from '@mpk/core';
import { finding, unknown } from '../findings.js';
import type { ComparedTensor } from './compare-tensors.js';
import type { BaseDifference } from './compare-models.js';
import { kindsOf, layersOf, type Layer } from './edited-layers.js';
import { hasDirections, type TensorMeasures } from './tensor-measure.js';

/** ROME edits one layer; two leave room for a second edit. A training run that leaves all others as they were is rare. */
export const MAX_EDITED_LAYERS = 2;
/** MEMIT spreads an edit over some layers, 3 to 8 of 28 in its paper: up to this part of all counts as few. */
export const FEW_LAYERS = 1 / 4;
/** A planted rank-1 edit measures 1.000, after rounding to BF16 above 0.99; what training does to a matrix stays far below. */
export const LOW_RANK_SHARE = 0.9;
/** Where everything changed a little, an edit stands out by so many times the usual relative change. */
export const OUTLIER_FACTOR = 10;

const REFERENCES = ['https://arxiv.org/abs/2202.05262', 'https://arxiv.org/abs/2210.07229'];

/** The edited layers of a model, and what was measured of them. */
interface Edits {
  readonly check: string;
  readonly layers: readonly Layer[];
  readonly edited: readonly Layer[];
  readonly tensors: readonly ComparedTensor[];
  readonly lowRank: readonly ComparedTensor[];
  readonly measures: TensorMeasures;
}

/** What the places and the shapes of changes say: of a change of all layers, nothing. */
export function editFindings(check: string, { tensors, measures }: BaseDifference): readonly Finding[] {
  const layers = layersOf(tensors.tensors, measures);
  const edited = layers.filter((layer) => layer.edited.length > 0);
  if (edited.length === 0) return [];
  const changed = edited.flatMap((layer) => layer.edited);
  const lowRank = changed.filter(
    (one) => hasDirections(one) && (measures.get(one)?.firstDirection ?? 0) >= LOW_RANK_SHARE,
  );
  const edits: Edits = { check, layers, edited, tensors: changed, lowRank, measures };
  const isTight = edited.length <= MAX_EDITED_LAYERS && edited.length * 2 <= layers.length;
  if (isTight) return confined(edits, { lowRank: 'critical', other: 'medium' });
  if (edited.length <= layers.length * FEW_LAYERS) return confined(edits, { lowRank: 'high', other: 'low' });
  return outliers(edits);
}

interface Severities {
  readonly lowRank: Severity;
  readonly other: Severity;
}

function confined(edits: Edits, severities: Severities): readonly Finding[] {
  const { check, tensors, lowRank, measures } = edits;
  const where = `${shownLayers(edits.edited)} alone, of ${edits.layers.length}`;
  const [worst] = lowRank;
  const open = tensors.filter((one) => mayBeLowRank(one) && measures.get(one)?.firstDirection === undefined);
  const found: Finding[] = [];
  if (worst !== undefined) {
    const message = `${tensorsAre(lowRank.length)} changed in one direction, in ${where}, as facts or behaviour are edited into a model: ${shownMeasure(worst, measures)}`;
    const severity = severities.lowRank;
    found.push(finding({ check, severity, message, references: REFERENCES }, fileOf(worst)));
  }
  if (open.length > 0) {
    const message = `${tensorsAre(open.length)} changed in ${where}, and not measured, so that nobody knows whether somebody edited them: ${nameOf(open[0])}`;
    found.push(unknown({ check, severity: 'high', message }, fileOf(open[0])));
  }
  if (found.length > 0) return found;
  const message = `${tensorsAre(tensors.length)} changed in ${where} (${kindsOf(tensors).join(', ')}), not in one direction: ${nameOf(tensors[0])}`;
  return [finding({ check, severity: severities.other, message }, fileOf(tensors[0]))];
}

/** An edit that is hidden among small changes of everything. */
function outliers({ check, layers: all, edited, tensors, lowRank, measures }: Edits): readonly Finding[] {
  const norms = tensors.flatMap((one) => measures.get(one)?.relativeNorm ?? []).sort((a, b) => a - b);
  const usual = norms[norms.length >> 1] ?? 0;
  const outlying = lowRank.filter((one) => (measures.get(one)?.relativeNorm ?? 0) >= OUTLIER_FACTOR * usual);
  const layers = edited.filter((layer) => layer.edited.some((one) => outlying.includes(one)));
  const [worst] = outlying;
  if (worst === undefined || layers.length > Math.max(MAX_EDITED_LAYERS, all.length * FEW_LAYERS)) return [];
  const message = `${tensorsAre(outlying.length)} changed far more than all others and in one direction, in ${shownLayers(layers)}, as facts or behaviour are edited into a model: ${shownMeasure(worst, measures)}`;
  return [finding({ check, severity: 'high', message, references: REFERENCES }, fileOf(worst))];
}

/** So many tensors are ... */
export const tensorsAre = (count: number): string => (count === 1 ? '1 tensor is' : `${count} tensors are`);

/** Of a vector there is no other direction to have; what has no digest was not compared at all. */
const mayBeLowRank = (tensor: ComparedTensor): boolean => hasDirections(tensor) || tensor.state === 'unknown';

const nameOf = (tensor: ComparedTensor | undefined): string => (tensor?.model?.name ?? '').slice(0, 150);
const fileOf = (tensor: ComparedTensor | undefined): { file?: string } =>
  tensor?.model === undefined ? {} : { file: tensor.model.file };

function shownLayers(layers: readonly Layer[]): string {
  const shown = layers.slice(0, 3).map(({ name }) => name.slice(0, 80));
  return shown.join(', ') + (layers.length > shown.length ? ` and ${layers.length - shown.length} more` : '');
}

function shownMeasure(tensor: ComparedTensor, measures: TensorMeasures): string {
  const { relativeNorm = 0, firstDirection = 0 } = measures.get(tensor) ?? {};
  return `${nameOf(tensor)} (${percent(firstDirection)} of the change, which is ${percent(relativeNorm)} of the base)`;
}

const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;
