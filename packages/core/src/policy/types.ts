// SPDX-License-Identifier: Apache-2.0
import type { ClaimMethod } from '../claims/claim.js';
import type { Severity } from '../inspection/finding.js';
import type { HashName } from '../serialization/serialization.js';

export const POLICY_API_VERSION = 'modelprovenance.dev/v1alpha1';

/** What a policy's answer does to the pipeline: only `enforce` stops it; the verdict is the true one in every mode. */
export type PolicyMode = 'enforce' | 'warn' | 'audit';

/** A file named by a path relative to the policy, or its text given in place. Exactly one. */
export type FileOrInline = { readonly file: string } | { readonly inline: string };

/** Whose timestamps say when a key or certificate signed. */
export interface SignerTimestamps {
  /** names under `trust.timestampAuthorities` */
  readonly from: readonly string[];
  /** default false */
  readonly required?: boolean;
}

/** A signer that a policy names. Every kind states exactly whom it means. */
export type PolicySigner =
  | {
      readonly key: FileOrInline & {
        /** days, `YYYY-MM-DD` */
        readonly notBefore?: string;
        readonly notAfter?: string;
        readonly timestamps?: SignerTimestamps;
      };
    }
  | {
      readonly certificate: {
        /** certificate authorities, PEM */
        readonly ca: FileOrInline;
        /** the leaf's subject, exact: RFC 4514-like, `CN=ML Release, O=ACME`; or one subject alternative name */
        readonly subject?: string;
        readonly identity?: string;
        readonly timestamps?: SignerTimestamps;
      };
    }
  | {
      /** each of issuer and identity is there exactly once, as a text or as an RE2 expression that matches all of it */
      readonly keyless: {
        /** name under `trust.roots` */
        readonly root: string;
        readonly issuer?: string;
        readonly issuerPattern?: string;
        readonly identity?: string;
        readonly identityPattern?: string;
      };
    };

/** How many must vouch for a keyless signature; each defaults to 1. */
export interface KeylessThresholds {
  readonly logEntries?: number;
  readonly certificateTimestamps?: number;
  readonly timestamps?: number;
}

/** Where a Sigstore root of trust comes from. */
export type PolicyRoot = (
  | { readonly trustedRoot: string }
  | { readonly sigstore: 'public-good' }
  | { readonly tuf: { readonly url: string; readonly root?: string; readonly maxExpired?: string } }
) & {
  readonly thresholds?: KeylessThresholds;
  /** Sigstore's own library must accept it too; default false */
  readonly secondOpinion?: boolean;
};

/** Who is trusted to say what time it was: authorities in PEM, or those of a root. */
export type PolicyTimestampAuthority = { readonly ca: FileOrInline } | { readonly root: string };

/** A key or certificate that is no longer trusted. */
export interface PolicyRevocation {
  /** `sha256:` + hex of its DER */
  readonly digest: string;
  /** day; what a trusted timestamp proves to be older stays good */
  readonly since?: string;
  readonly reason?: string;
}

/** Files that a model must have, or must not have: globs over model-relative names. */
export interface FilesRequirement {
  readonly require?: readonly string[];
  readonly deny?: readonly string[];
}

/** The bytes that were meant: a lock, or a manifest digest. At least one. */
export interface IdentityRequirement {
  readonly lock?: string;
  readonly digest?: string;
}

/** Who must have signed. */
export interface SignatureRequirement {
  readonly anyOf: readonly string[];
  /** distinct signers needed; default 1 */
  readonly threshold?: number;
  /** files outside the signature: `allow-ignored` lets pass what the signer left out on purpose; default deny */
  readonly unsignedFiles?: 'deny' | 'allow-ignored' | 'allow';
  /** hashes that signed digests may be of; default all */
  readonly hashes?: readonly HashName[];
}

/** Which file formats may be in a model, by recognised content. */
export interface FormatsRequirement {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  /** default false */
  readonly allowUnknown?: boolean;
}

/** What checks of the files may say. */
export interface InspectionRequirement {
  /** least severity of a finding that fails; default `high` */
  readonly failOn?: Severity;
  /** what a check that could not be carried through counts as; default `deny` */
  readonly inconclusive?: 'deny' | 'allow';
  /** by check id: the severity that its findings have here, or `off` */
  readonly checks?: Readonly<Record<string, Severity | 'off'>>;
}

/** What the audit of the metadata may have found. */
export interface AuditRequirement {
  /** least severity of a finding that fails; default `high` */
  readonly failOn?: Severity;
  /** by rule id: the severity that its findings have here, or `off` */
  readonly rules?: Readonly<Record<string, Severity | 'off'>>;
}

/** Licences that the model may be stated to be under: ids of SPDX or of the Hub, in any case. */
export interface LicensesRequirement {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  /** what a model counts as whose licence is not known; default `deny` */
  readonly unknown?: 'deny' | 'allow';
}

/** How complete the bill of materials is. */
export interface BomRequirement {
  /** id of a profile */
  readonly profile: string;
  /** least share of the profile that must be there, from 0 to 1 */
  readonly minimum?: number;
  /** least share that something backs, from 0 to 1 */
  readonly substantiated?: number;
}

/** Facts that must be known of the model. */
export interface MetadataRequirement {
  readonly require: readonly string[];
  /** by name: how it may be known; else in any way */
  readonly methods?: Readonly<Record<string, readonly ClaimMethod[]>>;
}

/** What {@link InspectionRequirement.failOn} is where a policy does not say. */
export const DEFAULT_FAIL_ON: Severity = 'high';

/** A CEL expression, and what is wrong when it is not true. */
export interface PolicyValidation {
  readonly cel: string;
  readonly message: string;
}

/** A signed statement that must exist about the model. */
export interface AttestationRequirement {
  readonly id: string;
  readonly predicateType: string;
  readonly signedBy: readonly string[];
  /** distinct signers needed; default 1 */
  readonly threshold?: number;
  /** globs over file names: the statement must be about each that matches; without it about the manifest digest */
  readonly files?: readonly string[];
  /** such as `90d` or `12h` */
  readonly maxAge?: string;
  readonly cel?: string;
  readonly validations?: readonly PolicyValidation[];
}

/** How the model was made. `signedBy` defaults to the signers of the signature requirement. */
export interface ProvenanceRequirement {
  readonly signedBy?: readonly string[];
  readonly builders?: readonly string[];
  readonly buildTypes?: readonly string[];
  readonly sources?: readonly string[];
  readonly maxAge?: string;
}

/** What the model was made from. `signedBy` defaults to the signers of the signature requirement. */
export interface InputsRequirement {
  /** default `named` */
  readonly require?: 'named' | 'digest' | 'signed';
  readonly signedBy?: readonly string[];
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  /** generations that are followed; default: all that are known */
  readonly maxDepth?: number;
}

/** Verification summaries that stand for an earlier pass. */
export interface VsaAcceptance {
  readonly acceptFrom: readonly string[];
  readonly verifierId: string;
  /** default {@link DEFAULT_VSA_MAX_AGE} */
  readonly maxAge?: string;
}

/** How long a verification summary counts where the policy does not say. */
export const DEFAULT_VSA_MAX_AGE = '7d';

/** The requirements that this version enforces. */
export interface PolicyRequirements {
  readonly identity?: IdentityRequirement;
  readonly signature?: SignatureRequirement;
  readonly files?: FilesRequirement;
  readonly formats?: FormatsRequirement;
  readonly inspection?: InspectionRequirement;
  readonly audit?: AuditRequirement;
  readonly licenses?: LicensesRequirement;
  readonly metadata?: MetadataRequirement;
  readonly bom?: BomRequirement;
  readonly attestations?: readonly AttestationRequirement[];
  readonly provenance?: ProvenanceRequirement;
  readonly baseModels?: InputsRequirement;
  readonly datasets?: InputsRequirement;
}

/** The names of {@link PolicyRequirements}; also their ids in every result. */
export type RequirementId = keyof PolicyRequirements;

/** A rule in CEL. Anything but literal `true` fails it. */
export interface PolicyRule {
  readonly id: string;
  readonly cel: string;
  readonly message: string;
  readonly fix?: string;
  /** `warn` and `audit` rules are shown and never change the verdict; default enforce */
  readonly mode?: PolicyMode;
}

/** Waives one requirement, attestation, rule, or one check of the inspection, for one model, by its manifest digest, until a day. */
export interface PolicyException {
  readonly id: string;
  readonly requirement?: string;
  /** id of an attestation requirement */
  readonly attestation?: string;
  readonly rule?: string;
  /** id of a check of the inspection */
  readonly check?: string;
  readonly match: { readonly digest: string };
  readonly reason: string;
  readonly approvedBy?: string;
  /** last day, `YYYY-MM-DD`, UTC */
  readonly expires: string;
}

/** Which models a policy speaks of: a glob over the URI or over the path. Exactly one. */
export type PolicyMatch = { readonly uri: string } | { readonly path: string };

/** The document as written. Fields that this version parses and does not enforce are in {@link ParsedPolicy.notEnforced}. */
export interface ModelPolicy {
  readonly apiVersion: typeof POLICY_API_VERSION;
  readonly kind: 'ModelPolicy' | 'ClusterModelPolicy';
  readonly metadata: { readonly name: string; readonly version?: string; readonly description?: string };
  readonly spec: {
    readonly mode?: PolicyMode;
    readonly match?: readonly PolicyMatch[];
    readonly trust?: {
      readonly roots?: Readonly<Record<string, PolicyRoot>>;
      readonly timestampAuthorities?: Readonly<Record<string, PolicyTimestampAuthority>>;
      readonly signers?: Readonly<Record<string, PolicySigner>>;
      readonly revoked?: readonly PolicyRevocation[];
    };
    readonly requirements?: PolicyRequirements;
    readonly rules?: readonly PolicyRule[];
    readonly exceptions?: readonly PolicyException[];
    readonly vsa?: VsaAcceptance;
  };
}

/** A policy document that fits its schema. */
export interface ParsedPolicy {
  readonly document: ModelPolicy;
  /** JSON pointers of fields that are present and not enforced by this version, such as `/spec/extends` */
  readonly notEnforced: readonly string[];
}

/** A file that a policy refers to, read once; its digest is part of the effective policy. */
export interface PolicyReference {
  /** as written in the policy */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** A policy with everything it refers to, and the digest of all of it. */
export interface EffectivePolicy extends ParsedPolicy {
  /** by path as written */
  readonly references: ReadonlyMap<string, PolicyReference>;
  /** `sha256:` + hex over the RFC 8785 JSON of `{document, references: {path: sha256}}` */
  readonly digest: string;
  /** folder that relative paths and `match.path` start from; undefined when the policy did not come from a file */
  readonly folder: string | undefined;
  /** roots of trust that came with the policy, by name: used in place of those of this machine */
  readonly carriedRoots?: ReadonlyMap<string, CarriedRoot>;
}

/** A root of trust that came with a policy. */
export interface CarriedRoot {
  /** bytes of `trusted_root.json` */
  readonly trustedRoot: Uint8Array;
  /** what whoever reads the answer should know of it */
  readonly warning?: string;
}
