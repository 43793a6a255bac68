// SPDX-License-Identifier: Apache-2.0
import type { ServerResponse } from 'node:http';

/** What the hub does wrong, on purpose. May be changed while it runs. */
export interface HubFaults {
  /** answers 429 with `Retry-After: 0` to so many requests */
  rateLimited?: number;
  /** answers 503 to so many requests; Infinity for all */
  unavailable?: number;
  /** flips a bit in this file's bytes */
  corrupt?: string;
  /** ends this file's bytes early, with a fitting Content-Length */
  short?: string;
  /** breaks the connection in the middle of this file, so many times */
  broken?: { readonly name: string; times: number };
  /** lists another digest for this file */
  wrongDigest?: string;
  /** lists this name besides the real ones */
  extraName?: string;
  /** every page of the file list has a next one */
  endlessPages?: boolean;
  /** where the next page of the file list is said to be */
  nextPage?: string;
  /** answers with this commit, whatever was asked for */
  commit?: string;
  /** where LFS files are redirected to */
  redirect?: string;
}

/** Sends a file's bytes, as faulty as asked for. */
export function serveFile(
  file: { name: string; bytes: Buffer } | undefined,
  faults: HubFaults,
  response: ServerResponse,
): void {
  if (file === undefined) {
    response.writeHead(404).end();
    return;
  }
  const { name } = file;
  const bytes = Buffer.from(file.bytes);
  if (faults.corrupt === name) bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
  const end = faults.short === name ? bytes.length - 1 : bytes.length;
  response.writeHead(200, { 'content-length': end });
  if (faults.broken?.name === name && faults.broken.times > 0) {
    faults.broken.times--;
    response.write(bytes.subarray(0, end >> 1), () => response.destroy());
    return;
  }
  response.end(bytes.subarray(0, end));
}
