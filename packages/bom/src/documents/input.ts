// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';

/** What a document is made of. Names, texts and claims are attacker-controlled. */
export interface DocumentInput {
  readonly model: DocumentModel;
  readonly claims: readonly Claim[];
  /** what made the document */
  readonly tool: DocumentTool;
  /** without it the document has no time: the clock is not read */
  readonly timestamp?: Date;
  /** what is known of ancestors beyond the claims, by the name that claims have for them */
  readonly lineage?: readonly KnownAncestor[];
  /** what took part in making the model, from recorded provenance */
  readonly production?: Production;
  /** what others have found out about exactly this model, and signed */
  readonly verdicts?: readonly SignedVerdict[];
  /** what the caller says of the model: it wins over what files say, which then stands beside it as a conflict */
  readonly stated?: StatedIdentity;
  /** who makes the document: people, teams, pipelines */
  readonly authors?: readonly string[];
}

export interface DocumentModel {
  /** what the folder is, see `subjectOf`; without it, a model */
  readonly kind?: 'model' | 'dataset';
  /** what it is called where neither the caller nor its files name it, such as its folder */
  readonly name: string;
  /** such as `hf://org/name@commit`; it alone gives the model a place in a hub, for it is no word of the files */
  readonly uri?: string;
  /** who says so; without it, the caller */
  readonly uriFrom?: UriSource;
  /** `sha256:` + hex, see `manifestDigest` of core */
  readonly manifestDigest?: string;
  /** all of them; no name stands twice */
  readonly files: readonly DocumentFile[];
}

/** Who says by which URI a model goes: the caller, or the folders of a hub's cache that it lies in. */
export type UriSource = 'caller' | 'cache layout';

/** No text is empty. */
export interface StatedIdentity {
  readonly name?: string;
  readonly version?: string;
  readonly authors?: readonly string[];
  /** who made it */
  readonly manufacturer?: string;
  /** who hands it over */
  readonly supplier?: string;
}

export interface DocumentFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** lowercase hex */
  readonly sha256: string;
}

export interface DocumentTool {
  readonly name: string;
  readonly version: string;
}

/** How an edge of the lineage is known: said by the model's own files; by a signed statement; or seen in the bytes of both. */
export type EdgeKnowledge = 'declared' | 'attested' | 'confirmed';

export interface KnownAncestor {
  /** `org/name`, as the claim `base-model` has it */
  readonly name: string;
  readonly known: EdgeKnowledge;
}

/** A pipeline's own record of how it made the model. */
export interface Production {
  readonly images?: readonly ContainerImage[];
  readonly packages?: readonly PythonPackage[];
  readonly runs?: readonly TrainingRun[];
}

/** A signed statement of how tests of the model ended, or of what a verifier decided. */
export interface SignedVerdict {
  /** as the policy names whoever signed */
  readonly signer: string;
  /** SHA-256 of the signed bundle, lowercase hex */
  readonly bundleSha256: string;
  readonly kind: 'tests' | 'verification';
  readonly result: 'PASSED' | 'WARNED' | 'FAILED';
  /** what was tested, or the policy; each once */
  readonly met: readonly string[];
  readonly unmet: readonly string[];
  readonly at?: Date;
  /** of the run */
  readonly url?: string;
}

export interface ContainerImage {
  /** `registry/repository` */
  readonly name: string;
  /** `sha256:` + hex */
  readonly digest?: string;
  readonly tag?: string;
}

export interface PythonPackage {
  readonly name: string;
  readonly version?: string;
  /** of the installed wheel, lowercase hex */
  readonly sha256?: string;
}

export interface TrainingRun {
  /** unique among the runs of a document */
  readonly id: string;
  readonly name?: string;
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
  readonly parameters?: readonly { readonly name: string; readonly value: string }[];
  /** what it read: URIs, with a digest where that is known */
  readonly inputs?: readonly { readonly uri: string; readonly digest?: string }[];
}
