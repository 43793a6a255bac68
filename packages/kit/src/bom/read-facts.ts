// SPDX-License-Identifier: Apache-2.0
import { createManifest, manifestDigest, type Claim, type EvidenceFile } from '@mpk/core';
import { subjectOf, type ReadFacts } from '@mpk/bom/documents';
import { TOOL } from '../runtime.js';
import { documentClaims } from './measured-bom.js';

/** Facts that say where a model is from: of its URI, which a document has its own of. */
const OF_URI = new Set(['repository.id', 'repository.revision']);

/** What a folder that was read says, for a comparison with a BOM of it. */
export function readFacts(files: readonly EvidenceFile[], claims: readonly Claim[], name: string): ReadFacts {
  const isOfUri = ({ name: claim, source }: Claim): boolean => OF_URI.has(claim) && source.file === undefined;
  return {
    model: {
      kind: subjectOf(files, { claims }),
      name,
      manifestDigest: manifestDigest(createManifest(files)),
      files,
    },
    claims: documentClaims(claims).filter((claim) => !isOfUri(claim)),
    tool: TOOL,
  };
}
