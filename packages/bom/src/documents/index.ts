// SPDX-License-Identifier: Apache-2.0
export { findReferenceFaults } from '../cyclonedx/reference-integrity.js';
export type { ReferenceFaults } from '../cyclonedx/reference-integrity.js';
export { createDocument, DOCUMENT_FORMATS } from './create-document.js';
export type { DocumentFormat, DocumentRequest } from './create-document.js';
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
  TrainingRun,
} from './input.js';
export { SPEC_VERSIONS } from '../cyclonedx/json/spec-version.js';
export type { SpecVersion } from '../cyclonedx/json/spec-version.js';
