// SPDX-License-Identifier: Apache-2.0

// The package brings no types.
declare module 'ajv-formats-draft2019' {
  import type { Ajv } from 'ajv';
  const addFormats: (ajv: Ajv, options: { readonly formats: readonly string[] }) => Ajv;
  export default addFormats;
}
