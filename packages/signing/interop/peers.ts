// SPDX-License-Identifier: Apache-2.0

/**
 * `describe` where a peer is there; else a skip that is heard: jest keeps the console of a file to itself whose tests all skip.
 *
 * @param missing - what is not there, and how to get it
 */
export function describeWith(isThere: boolean, missing: string): jest.Describe {
  if (isThere) return describe;
  process.stderr.write(`SKIPPED: ${missing}\n`);
  return describe.skip;
}
