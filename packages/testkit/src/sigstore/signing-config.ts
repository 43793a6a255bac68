// SPDX-License-Identifier: Apache-2.0

const START = '2024-01-01T00:00:00Z';

/** Writes a signing config v0.2 that names the services of a local Sigstore, with one log of the given version. */
export function signingConfigJson(url: string, rekorVersion: 1 | 2): string {
  const service = (path: string, majorApiVersion: number): object => ({
    url: `${url}${path}`,
    majorApiVersion,
    validFor: { start: START },
    operator: 'local',
  });
  return JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
    caUrls: [service('', 1)],
    oidcUrls: [service('', 1)],
    rekorTlogUrls: [service('', rekorVersion)],
    rekorTlogConfig: { selector: 'ANY' },
    tsaUrls: [service('/api/v1/timestamp', 1)],
    tsaConfig: { selector: 'ANY' },
  });
}
