// SPDX-License-Identifier: Apache-2.0
export type { Annotation, Composition, Dependency } from './bom-parts.js';
export type { Attachment, ComponentData, Governance, Graphics } from './component-data.js';
export type { Declarations } from './declarations.js';
export type { Fact } from './fact.js';
export type { Formula, Input, Output, Resource, Task, TaskType, Workflow } from './formulation.js';
export { isList, isObject } from './json.js';
export type { Json, JsonObject } from './json.js';
export { MlBom } from './ml-bom.js';
export { MlComponent } from './ml-component.js';
export type { Pedigree } from './ml-component.js';
export type { Considerations, ModelCard, ModelParameters, PerformanceMetric } from './model-card.js';
export type { Contact, Organization, Party } from './party.js';
export type { Property } from './property.js';
export type { ReleaseNotes } from './release-notes.js';
