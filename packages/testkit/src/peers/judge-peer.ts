// SPDX-License-Identifier: Apache-2.0

/** Where a peer comes from; `system` is what the machine itself must bring, such as a C compiler. */
export type PeerKind = 'debian' | 'go' | 'python' | 'system';

/** What is known of a peer when its tests are read. */
export interface PeerState {
  readonly isThere: boolean;
  readonly isCi: boolean;
  /** why its kind cannot be reached from this machine, as tools/peers recorded it */
  readonly unreachable: string | undefined;
}

/** What its tests do: `fail` is for a peer that could have been had. */
export type PeerJudgement = 'run' | 'skip' | 'fail';

/** A missing peer is a skip on a person's machine, and in CI only where the network of its kind was tried and is not there. */
export function judgePeer({ isThere, isCi, unreachable }: PeerState): PeerJudgement {
  if (isThere) return 'run';
  return isCi && unreachable === undefined ? 'fail' : 'skip';
}

/**
 * Reads why a kind cannot be reached.
 *
 * @param record - text of `build/peers/unreachable.txt`: lines of `KIND: reason`
 */
export function parseUnreachable(record: string, kind: PeerKind): string | undefined {
  const line = record.split('\n').find((one) => one.startsWith(`${kind}: `));
  return line?.slice(kind.length + 2);
}
