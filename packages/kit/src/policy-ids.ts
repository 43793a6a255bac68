// SPDX-License-Identifier: Apache-2.0

/** The ids that `requirements.formats` may name. Loaded only for a policy that has some. */
export const formatIds = async (): Promise<readonly string[]> =>
  (await import('@mpk/formats')).FORMATS.map(({ id }) => id);

/** The ids of checks that a policy may name. Loaded only for a policy that names some. */
export const checkIds = async (): Promise<readonly string[]> =>
  (await import('@mpk/inspect')).CHECKS.map(({ id }) => id);
