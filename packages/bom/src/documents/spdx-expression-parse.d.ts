// SPDX-License-Identifier: Apache-2.0

// The package brings no types.
declare module 'spdx-expression-parse' {
  /** @throws Error where the text is no SPDX expression */
  export default function parse(text: string): object;
}
