// SPDX-License-Identifier: Apache-2.0
import type { ResourceDescriptor } from '../attestation/predicates/resource-descriptor.js';

const GIT = 'git+';

/** Text of an annotation; undefined where it has none, or something else. */
export function annotation(resource: ResourceDescriptor, name: string): string | undefined {
  const value = resource.annotations?.[name];
  return typeof value === 'string' ? value : undefined;
}

/** The role of what may be anything: other tools than ours state none. */
export const UNSTATED_ROLE = 'unstated';

/** What a dependency was to the run, as the provenance states it. Of code the URI says so. */
export const roleOf = (resource: ResourceDescriptor): string =>
  annotation(resource, 'role') ?? (resource.uri?.startsWith(GIT) === true ? 'source' : UNSTATED_ROLE);

/**
 * The code repositories among dependencies: `git+` URIs, without that prefix and without `@revision`.
 *
 * Where the provenance gives roles, only those of role `source` are meant; other tools give none.
 */
export function sourcesOf(dependencies: readonly ResourceDescriptor[]): readonly string[] {
  const withRoles = dependencies.some((one) => annotation(one, 'role') !== undefined);
  const sources = dependencies.filter((one) =>
    withRoles ? annotation(one, 'role') === 'source' : one.uri?.startsWith(GIT) === true,
  );
  return [...new Set(sources.map(({ uri = '' }) => repositoryOf(uri)))];
}

function repositoryOf(uri: string): string {
  const plain = uri.startsWith(GIT) ? uri.slice(GIT.length) : uri;
  // A user name before the host has an "@" too: the revision's comes after the last slash that a host can end with.
  const path = plain.indexOf('/', plain.indexOf('://') + 3);
  const at = path < 0 ? -1 : plain.indexOf('@', path);
  return at < 0 ? plain : plain.slice(0, at);
}

/**
 * What a policy's globs are held against for one resource: its URI in every spelling, the same without version, qualifiers and
 * subpath, and its digests.
 */
export function namesOf(resource: {
  readonly uri?: string;
  readonly sha256?: string;
  readonly manifestDigest?: string;
}): readonly string[] {
  const { uri, sha256, manifestDigest } = resource;
  return [
    ...(uri === undefined ? [] : spellingsOf(uri).flatMap((one) => [one, withoutVersion(one)])),
    ...(sha256 === undefined ? [] : [`sha256:${sha256}`]),
    ...(manifestDigest === undefined ? [] : [manifestDigest]),
  ];
}

const [PURL, HUB] = ['pkg:huggingface/', 'hf://'];

/** What lies on the Hugging Face Hub goes by a package URL and by an address: a list that has one means the other too. */
function spellingsOf(uri: string): readonly string[] {
  if (uri.startsWith(PURL)) return [uri, HUB + uri.slice(PURL.length)];
  return uri.startsWith(HUB) ? [uri, PURL + uri.slice(HUB.length)] : [uri];
}

/** `pkg:huggingface/org/name@rev?x#y` -> `pkg:huggingface/org/name`; `hf://org/name@rev` -> `hf://org/name`. */
function withoutVersion(uri: string): string {
  const plain = uri.replace(/[?#].*$/s, '');
  const at = plain.lastIndexOf('@');
  return at > plain.lastIndexOf('/') ? plain.slice(0, at) : plain;
}
