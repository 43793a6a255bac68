// SPDX-License-Identifier: Apache-2.0
export function programUrl(here?: string): string;
export function buildDigest(packages: URL, names: readonly string[]): string;
