// SPDX-License-Identifier: Apache-2.0

/** What the user is to do. Texts of the provider in it are printable ASCII. */
export type Prompt =
  | { readonly flow: 'browser'; /** to open on this machine */ readonly url: string }
  | {
      readonly flow: 'device';
      /** to open anywhere */
      readonly url: string;
      /** to type in there, or to compare with what is shown */
      readonly userCode: string;
      readonly expiresAt: Date;
    };
