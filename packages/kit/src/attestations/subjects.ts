// SPDX-License-Identifier: Apache-2.0
import { createManifest, manifestDigest, manifestOmsRoot, type EvidenceFile, type Statement } from '@mpk/core';
import { FORMATS } from '@mpk/formats';

const WEIGHTS = new Set(FORMATS.filter(({ holdsWeights }) => holdsWeights).map(({ id }) => id));

/** What a statement about a model is about. Names are for people; digests count. */
export function subjectsOf(name: string, files: readonly EvidenceFile[]): Statement['subject'] {
  const manifest = createManifest(files);
  const sha256 = (digest: string): { sha256: string } => ({ sha256: digest.slice('sha256:'.length) });
  const weights = files.filter(({ format }) => format !== undefined && WEIGHTS.has(format.id));
  return [
    { name: `${name}#manifest`, digest: sha256(manifestDigest(manifest)) },
    { name: `${name}#oms-root`, digest: sha256(manifestOmsRoot(manifest)) },
    ...weights.map((file) => ({ name: file.name, digest: { sha256: file.sha256 } })),
  ];
}
