// SPDX-License-Identifier: Apache-2.0
export { fullName, isDataset, isModel } from './bom-component.js';
export type { BomComponent, ComponentRole } from './bom-component.js';
export { SPEC_VERSIONS } from './bom-document.js';
export type { BomDocument, SpecVersion } from './bom-document.js';
export { SOURCE_PREFIX } from './citations.js';
export type { ValueSource } from './citations.js';
export type { BomDataset, DatasetUse } from './datasets.js';
export { MAX_BOM_BYTES, MAX_COMPONENTS } from './limits.js';
export { viewModel, viewWithMost } from './model-view.js';
export type { ModelView } from './model-view.js';
export { isXml, parseBom } from './parse-bom.js';
export type { PassedOver, Remarks } from './passed-over.js';
export type { Place } from './place.js';
