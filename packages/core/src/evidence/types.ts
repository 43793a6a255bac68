// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '../claims/claim.js';
import type { Inspection } from '../inspection/finding.js';
import type { ManifestFile } from '../manifest/manifest.js';
import type { SerializedModel } from '../serialization/file-digests.js';

export const EVIDENCE_SCHEMA = 'modelprovenance.dev/evidence/v1alpha1';

/** A file as it was seen in the one pass. */
export interface EvidenceFile extends ManifestFile {
  /** recognised content; absent where the contents were not read (digest cache) */
  readonly format?: FileFormat;
  /** bytes of it that a reader explained; absent where the model was not inspected */
  readonly inspectedBytes?: number;
}

/** What a file was recognised as. */
export interface FileFormat {
  /** a format id, or `unknown` */
  readonly id: string;
  /** format ids that it contains or that reading it implies, such as `pickle` for a PyTorch archive */
  readonly contains: readonly string[];
}

/** A signature bundle found with the model, kept whole so that stored evidence can be verified again. */
export interface EvidenceBundle {
  /** where it came from, for people */
  readonly source: string;
  /** lowercase hex of its bytes */
  readonly sha256: string;
  /** base64 of its bytes */
  readonly content: string;
}

/** How complete a bill of materials is by one profile. */
export interface BomScoreSummary {
  readonly profile: string;
  /** share of the profile that is there and says something, from 0 to 1 */
  readonly complete: number;
  /** share that a citation, a digest or a signature backs */
  readonly substantiated: number;
  /** what is missing, the heaviest first */
  readonly gaps: readonly string[];
}

/** All facts that a decision rests on. Stored evidence is as trustworthy as its storage, bundles aside. */
export interface Evidence {
  readonly schema: typeof EVIDENCE_SCHEMA;
  /** ISO 8601, UTC */
  readonly collectedAt: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly model: {
    readonly name: string;
    /** `hf://...` or `file:///...`: as given or as the folder's layout says; not proven */
    readonly uri: string;
    /** absolute path that was read */
    readonly path?: string;
    readonly singleFile: boolean;
    readonly sizeBytes: number;
    readonly manifestDigest: string;
    readonly omsRootDigest: string;
    /** in OMS order */
    readonly files: readonly EvidenceFile[];
    /** top-level names that OMS leaves out and that are present */
    readonly ignored: readonly string[];
    /** digests of the files as bundles beside the model ask for them, besides SHA-256 */
    readonly serializations?: readonly SerializedModel[];
  };
  /** what checks saw in the files; absent where none ran */
  readonly inspection?: Inspection;
  /** what the files state and what was measured of them; absent where nobody collected it */
  readonly claims?: readonly Claim[];
  /** what the rules of the audit saw in that; absent where none ran */
  readonly audit?: Inspection;
  /** how complete a bill of materials of it is, by each profile; absent where nobody made one */
  readonly bomScores?: readonly BomScoreSummary[];
  /** bundles found with the model or about it */
  readonly bundles: readonly EvidenceBundle[];
  /** bundles about what the model was made from, over generations; absent where nobody looked for any */
  readonly related?: readonly EvidenceBundle[];
}
