// SPDX-License-Identifier: Apache-2.0
import type { IdentityChoice, KeyReference } from '@mpk/signing';

/** A private key: in a file, or held by a token or program. Passwords and PINs come from files or the environment. */
export type PrivateKey =
  | { readonly privateKeyPath: string; readonly password?: string }
  /** names a program or library to run: from the person at the command line only, never from a pipeline or policy */
  | { readonly reference: KeyReference; readonly password?: string; readonly pin?: string };

/** A timestamp authority to ask. */
export interface TimestampService {
  readonly url: string;
  /** RFC 3161 over HTTP, or Sigstore's own request; default `rfc3161` with keys, `sigstore-json` with keyless */
  readonly protocol?: 'rfc3161' | 'sigstore-json';
  /** authorities (PEM) that must have certified it */
  readonly caPath?: string;
}

/** Which Sigstore services sign. */
export type KeylessServiceChoice =
  | {
      readonly fulcioUrl: string;
      readonly rekorUrl: string;
      /** default 1; 2 needs a timestamp authority */
      readonly rekorVersion?: 1 | 2;
      readonly timestamp?: TimestampService;
    }
  | { readonly signingConfigPath: string }
  /** what a TUF repository says, fetched when signing; the public instance needs no root */
  | { readonly tuf: { readonly url: string; readonly rootPath?: string } };

/** How to sign. */
export type SigningMethod =
  | { readonly key: PrivateKey; readonly timestamp?: TimestampService }
  | {
      readonly certificate: PrivateKey & {
        /** leaf, PEM */
        readonly certificatePath: string;
        /** intermediates, PEM */
        readonly chainPaths?: readonly string[];
      };
      readonly timestamp?: TimestampService;
    }
  | {
      readonly keyless: {
        /** default: what the environment offers */
        readonly identity?: IdentityChoice;
        readonly services: KeylessServiceChoice;
        /** trusted root: what the services answer is verified against it before anything is logged */
        readonly trustedRootPath?: string;
      };
    };
