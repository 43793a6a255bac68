// SPDX-License-Identifier: Apache-2.0
import { placesAt } from '../../bom-document/place.js';
import { byCommand, byPerson, fromFile, type Element, wholeFile } from '../element.js';
import { anyOf, hasComposition, inDocument, references } from '../finders.js';
import { isDate } from '../values.js';

const kit = [byCommand('mpk bom', 'writes it by itself')];

/** The document itself. */
export const DOCUMENT_ELEMENTS = {
  'bom.author': {
    label: 'Author of the BOM',
    home: 'metadata.authors, metadata.manufacturer',
    scope: 'model',
    backedBy: 'author',
    find: inDocument('metadata/authors/*/name', 'metadata/manufacturer/name', 'metadata/manufacture/name'),
    close: [byCommand('mpk bom', '--bom-author: a person, a team or a pipeline')],
  },
  'bom.version': {
    label: 'Version of the BOM',
    home: 'version',
    scope: 'model',
    backedBy: 'form',
    find: inDocument('version'),
    close: kit,
  },
  'bom.id': {
    label: 'Serial number of the BOM',
    home: 'serialNumber',
    scope: 'model',
    backedBy: 'form',
    find: inDocument('serialNumber'),
    accept: (text) => /^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text),
    close: kit,
  },
  'bom.format': {
    label: 'Name of the data format',
    home: 'bomFormat',
    scope: 'model',
    backedBy: 'form',
    find: inDocument('bomFormat'),
    close: kit,
  },
  'bom.specVersion': {
    label: 'Version of the data format',
    home: 'specVersion',
    scope: 'model',
    backedBy: 'form',
    find: inDocument('specVersion'),
    close: kit,
  },
  'bom.signature': {
    label: 'Signature of the author',
    home: 'signature, or a Sigstore bundle beside the document',
    scope: 'model',
    find: inDocument('signature/value', 'signature/signers/*/value', 'signature/chain/*/value'),
    close: [byPerson('a signature within the document (JSF); mpk attest signs it beside the model')],
  },
  'bom.tool.name': {
    label: 'Name of the tool',
    home: 'metadata.tools.components[].name',
    scope: 'model',
    backedBy: 'author',
    find: inDocument('metadata/tools/components/*/name', 'metadata/tools/services/*/name', 'metadata/tools/*/name'),
    close: kit,
  },
  'bom.tool.version': {
    label: 'Version of the tool',
    home: 'metadata.tools.components[].version',
    scope: 'model',
    backedBy: 'author',
    find: inDocument(
      'metadata/tools/components/*/version',
      'metadata/tools/services/*/version',
      'metadata/tools/*/version',
    ),
    close: kit,
  },
  'bom.context': {
    label: 'Stage of life at which it was made',
    home: 'metadata.lifecycles',
    scope: 'model',
    backedBy: 'author',
    find: inDocument('metadata/lifecycles/*/phase', 'metadata/lifecycles/*/name'),
    close: kit,
  },
  'bom.timestamp': {
    label: 'Time at which it was made',
    home: 'metadata.timestamp',
    scope: 'model',
    backedBy: 'author',
    find: inDocument('metadata/timestamp'),
    accept: isDate,
    close: [byCommand('mpk bom', 'takes it from SOURCE_DATE_EPOCH or the clock')],
  },
  'bom.dependencies': {
    label: 'Relations of dependency',
    home: 'dependencies, compositions',
    scope: 'model',
    backedBy: 'author',
    find: ({ document }) => placesAt(document.root, 'dependencies/*/dependsOn/*', 1000),
    isUnknown: (view) => hasComposition(view, 'dependencies', ['unknown', 'not_specified']),
    notApplicable: (view) =>
      hasComposition(view, 'dependencies', ['complete']) ? 'the document says that there are no more' : undefined,
    close: [
      fromFile('README.md', 'base_model'),
      fromFile('README.md', 'datasets'),
      fromFile('requirements.txt', 'packages'),
    ],
  },
  'sec.controls': {
    label: 'Security controls',
    home: 'declarations',
    scope: 'model',
    find: inDocument('declarations/claims/*/predicate', 'declarations/evidence/*/description'),
    close: [byPerson('which controls protect the model and the system around it')],
  },
  'sec.compliance': {
    label: 'Compliance with standards',
    home: 'declarations.attestations, definitions.standards',
    scope: 'model',
    find: anyOf(
      inDocument('declarations/attestations/*/summary', 'definitions/standards/*/name'),
      references('certification-report', 'attestation'),
    ),
    close: [byPerson('which standards it is held to, and who says so')],
  },
  'sec.policy': {
    label: 'Security policy',
    home: 'externalReferences of type security-contact or rfc-9116',
    scope: 'model',
    find: references('security-contact', 'rfc-9116', 'vulnerability-assertion'),
    close: [wholeFile('SECURITY.md'), byPerson('where vulnerabilities are reported')],
  },
  'sec.vulnerabilities': {
    label: 'Known vulnerabilities',
    home: 'vulnerabilities',
    scope: 'model',
    find: anyOf(
      inDocument('vulnerabilities/*/id', 'vulnerabilities/*/description'),
      references('vulnerability-assertion', 'exploitability-statement'),
    ),
    close: [byPerson('which vulnerabilities of it are known')],
  },
} as const satisfies Record<string, Element>;
