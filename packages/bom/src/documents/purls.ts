// SPDX-License-Identifier: Apache-2.0
import { PackageURL } from 'packageurl-js';
import type { HubPlace } from './hub-place.js';
import { lineText } from './text.js';

interface PurlParts {
  readonly type: string;
  readonly namespace?: string | undefined;
  readonly name: string;
  readonly version?: string | undefined;
  readonly qualifiers?: Readonly<Record<string, string>>;
  readonly subpath?: string | undefined;
}

/** A package URL; undefined where the parts make none. */
export function purlOf({ type, namespace, name, version, qualifiers, subpath }: PurlParts): string | undefined {
  const clean = (text: string | undefined): string | undefined => (text === undefined ? undefined : lineText(text));
  if (lineText(name) === '') return undefined;
  try {
    const parts = [clean(namespace), lineText(name), clean(version) || undefined] as const;
    return new PackageURL(type, ...parts, qualifiers, clean(subpath)).toString();
  } catch {
    return undefined; // Hostile parts, such as a subpath of dots alone: it has no purl.
  }
}

/** Of a repository at the Hub, or of a file in it. A commit is written in full. */
export const hubPurlOf = ({ kind, namespace, name, revision }: HubPlace, subpath?: string): string | undefined =>
  purlOf({
    type: 'huggingface',
    namespace,
    name,
    version: revision,
    ...(kind === 'dataset' && { qualifiers: { repository_url: 'https://huggingface.co/datasets' } }),
    subpath,
  });
