// SPDX-License-Identifier: Apache-2.0
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { compileGlob } from './glob.js';
import type { EffectivePolicy, PolicyMatch } from './types.js';

/** What a policy's `match` looks at. */
export interface MatchTarget {
  readonly uri: string;
  /** absolute */
  readonly path?: string;
}

/**
 * Whether a policy speaks of a model: one entry of `match` is enough, and without `match` it speaks of every model.
 *
 * A `uri` glob is held against the URI as it is and, for `hf://` and `oci://`, without its `@revision`. A `path` glob that starts
 * with `/` is held against the absolute path, any other against the path below the policy's folder; without a folder or a path it
 * matches nothing.
 */
export function policyApplies(effective: EffectivePolicy, target: MatchTarget): boolean {
  const { match } = effective.document.spec;
  return match === undefined || match.some((entry) => isMatched(entry, effective.folder, target));
}

function isMatched(entry: PolicyMatch, folder: string | undefined, target: MatchTarget): boolean {
  if ('uri' in entry) {
    const matches = compileGlob(entry.uri);
    return matches(target.uri) || matches(withoutRevision(target.uri));
  }
  return target.path !== undefined && isPathMatched(entry.path, folder, target.path);
}

/** `hf://org/name@rev` -> `hf://org/name`; schemes without revisions stay as they are. */
function withoutRevision(uri: string): string {
  const scheme = ['hf://', 'oci://'].find((known) => uri.startsWith(known));
  if (scheme === undefined) return uri;
  // A registry may have a user before its first "@"; a revision of the hub may have "/" in it.
  const from = scheme === 'oci://' ? uri.indexOf('/', scheme.length) : scheme.length;
  const at = from < 0 ? -1 : uri.indexOf('@', from);
  return at < 0 ? uri : uri.slice(0, at);
}

function isPathMatched(pattern: string, folder: string | undefined, path: string): boolean {
  if (pattern.startsWith('/') || isAbsolute(pattern)) return compileGlob(posix(pattern))(posix(path));
  if (folder === undefined) return false;
  let base = resolve(folder);
  let rest = posix(pattern);
  for (;;) {
    if (rest.startsWith('../')) [base, rest] = [dirname(base), rest.slice(3)];
    else if (rest.startsWith('./')) rest = rest.slice(2);
    else break;
  }
  const below = posix(relative(base, path));
  if (below === '..' || below.startsWith('../') || isAbsolute(below)) return false;
  return rest === '.' || rest === '' ? below === '' : compileGlob(rest)(below);
}

const posix = (path: string): string => (sep === '\\' ? path.replaceAll('\\', '/') : path);
