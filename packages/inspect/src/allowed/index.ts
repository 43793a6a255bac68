// SPDX-License-Identifier: Apache-2.0

/** What an import may be used for. */
export type AllowedUse = 'called' | 'referenced' | 'loader';

/** Every list; none is generated yet, so that nothing is allowed. */
export const ALLOW_LISTS: readonly { readonly framework: string }[] = [];

/** Looks a name up in all lists, exactly. */
export const findAllowed: (
  module: string,
  name: string,
) => { readonly use: AllowedUse; readonly framework: string } | undefined = () => undefined;
