// SPDX-License-Identifier: Apache-2.0
import type { BomScoreSummary } from '@mpk/core';
import { parseBom, scoreByAll, viewModel, type BomScore } from '@mpk/bom/assess';
import { measuredBom, type BomMaterial } from './measured-bom.js';

/** Most gaps of one profile that evidence keeps. */
const MAX_GAPS = 200;

/** How complete the BOM is that the kit makes of a model, by every profile. */
export function scoreMeasured(material: BomMaterial): readonly BomScoreSummary[] {
  return scoreByAll(viewModel(parseBom(Buffer.from(measuredBom(material))))).map(summaryOf);
}

const summaryOf = ({ profile, completeness, substantiated, gaps }: BomScore): BomScoreSummary => ({
  profile: profile.id,
  complete: completeness.ratio,
  substantiated: substantiated.ratio,
  gaps: gaps.slice(0, MAX_GAPS).map(({ label }) => label),
});
