// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgePeer, parseUnreachable, type PeerKind } from './judge-peer.js';

export { judgePeer, parseUnreachable } from './judge-peer.js';
export type { PeerJudgement, PeerKind, PeerState } from './judge-peer.js';

/** Where `tools/peers` puts what it makes. */
export const PEERS_FOLDER = join(import.meta.dirname, '../../../../build/peers');

/** A group of tests. */
export type Describe = (title: string, tests: () => void) => void;

/** The part of Jest's globals that is used here: this is source, and has no types of tests. */
interface JestGlobals {
  readonly describe: Describe & { readonly skip: Describe };
  readonly it: (title: string, test: () => void) => void;
}

/**
 * `describe` where a peer is there. Without it, the group fails in CI, unless `tools/peers` recorded that the network of its
 * kind cannot be reached; then, and on a person's machine, it is a skip that is heard: Jest keeps the console of a file to
 * itself whose tests all skip.
 *
 * @param missing - what is not there, and how to get it
 */
export function describeWith(kind: PeerKind, isThere: boolean, missing: string): Describe {
  const { describe, it } = globalThis as unknown as JestGlobals;
  const unreachable = readUnreachable(kind);
  const judgement = judgePeer({ isThere, isCi: (process.env['CI'] ?? '') !== '', unreachable });
  if (judgement === 'run') return describe;
  if (judgement === 'skip') {
    process.stderr.write(`SKIPPED: ${missing}${unreachable === undefined ? '' : ` (${unreachable})`}\n`);
    return describe.skip;
  }
  return (title) =>
    describe(title, () => {
      it('has its peer', () => {
        throw new Error(`a peer is missing in CI: ${missing}`);
      });
    });
}

function readUnreachable(kind: PeerKind): string | undefined {
  const path = join(PEERS_FOLDER, 'unreachable.txt');
  return existsSync(path) ? parseUnreachable(readFileSync(path, 'utf8'), kind) : undefined;
}
