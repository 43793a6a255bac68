// SPDX-License-Identifier: Apache-2.0

/** Has somebody else vouch for the time of a signature. */
export interface TimestampSource {
  /**
   * Gets a timestamp over the bytes of a signature.
   *
   * @returns an RFC 3161 TimeStampResp, DER
   * @throws MpkError `NETWORK_UNAVAILABLE`, `NETWORK_REFUSED`
   */
  timestamp(signature: Uint8Array): Promise<Buffer>;
}
