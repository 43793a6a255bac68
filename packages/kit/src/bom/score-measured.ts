// SPDX-License-Identifier: Apache-2.0
import { createManifest, manifestDigest, type BomScoreSummary, type Claim, type MeasuredModel } from '@mpk/core';
import { parseBom, PROFILE_IDS, PROFILES, scoreBom, viewModel, type BomScore } from '@mpk/bom/assess';
import { createDocument } from '@mpk/bom/documents';
import type { LocatedModel } from '../model-source.js';
import { documentModel } from './document-model.js';
import { TOOL } from '../runtime.js';

/** Most gaps of one profile that evidence keeps. */
const MAX_GAPS = 200;

/** What a scored BOM is made of. */
export interface ScoredModel {
  readonly located: LocatedModel;
  readonly measured: MeasuredModel;
  readonly claims: readonly Claim[];
  readonly now: Date;
}

/** How complete the BOM is that the kit makes of a model, by every profile. */
export function scoreMeasured({ located, measured, claims, now }: ScoredModel): readonly BomScoreSummary[] {
  const { files } = measured;
  const text = createDocument({
    model: documentModel(located, { manifestDigest: manifestDigest(createManifest(files)), files }),
    claims,
    tool: TOOL,
    timestamp: now,
    format: 'cyclonedx-json',
  });
  const view = viewModel(parseBom(Buffer.from(text)));
  return PROFILE_IDS.map((id) => summaryOf(scoreBom(view, PROFILES[id])));
}

const summaryOf = ({ profile, completeness, substantiated, gaps }: BomScore): BomScoreSummary => ({
  profile: profile.id,
  complete: completeness.ratio,
  substantiated: substantiated.ratio,
  gaps: gaps.slice(0, MAX_GAPS).map(({ label }) => label),
});
