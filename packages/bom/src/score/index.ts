// SPDX-License-Identifier: Apache-2.0
export type { ElementStatus } from './assess-element.js';
export { showRemedy } from './element.js';
export type { Element, Remedy } from './element.js';
export { ELEMENTS } from './elements.js';
export type { ElementId } from './elements.js';
export type { EvidenceClass } from './evidence.js';
export { OBLIGATIONS, PROFILE_IDS } from './profile.js';
export type { Obligation, Profile, ProfileId, Requirement } from './profile.js';
export { PROFILES } from './profiles.js';
export { SCORE_SCHEMA } from './result.js';
export type { BomScore, Completeness, Gap, ScoredElement, ScoredValue } from './result.js';
export { bomScoreSchema } from './schema.js';
export { scoreBom, scoreByAll } from './score-bom.js';
export type { ScoreOptions } from './score-bom.js';
