// SPDX-License-Identifier: Apache-2.0
export { subjectOf } from '../claims/subject.js';
export { findReferenceFaults } from '../cyclonedx/reference-integrity.js';
export type { ReferenceFaults } from '../cyclonedx/reference-integrity.js';
export { unitedFacts } from './attested.js';
export type { AttestedFacts, ProvenanceFacts, UnitedFacts } from './attested.js';
export { createDocument, DOCUMENT_FORMATS } from './create-document.js';
export type { CycloneDxRequest, DocumentFormat, DocumentRequest, SpdxRequest } from './create-document.js';
export type {
  ContainerImage,
  DocumentFile,
  DocumentInput,
  DocumentModel,
  DocumentTool,
  EdgeKnowledge,
  KnownAncestor,
  Production,
  PythonPackage,
  SignedVerdict,
  StatedIdentity,
  TrainingRun,
  UriSource,
} from './input.js';
export { SPEC_VERSIONS } from '../cyclonedx/json/spec-version.js';
export type { SpecVersion } from '../cyclonedx/json/spec-version.js';
export { serializeJson } from '../cyclonedx/json/serialize-json.js';
export { MlBom, MlComponent } from '../cyclonedx/model/index.js';
export type { Annotation, Composition, Declarations, Formula, ModelCard, Pedigree } from '../cyclonedx/model/index.js';
export { serializeXml } from '../cyclonedx/xml/serialize-xml.js';
export { conformanceOf, findProfileFaults } from '../spdx/profiles.js';
export type { ProfileFault } from '../spdx/profiles.js';
export type { SpdxElement } from '../spdx/graph.js';
export { compareFacts } from '../remade/compare-facts.js';
export type { ReadFacts } from '../remade/read-facts.js';
