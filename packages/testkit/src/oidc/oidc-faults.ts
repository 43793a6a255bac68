// SPDX-License-Identifier: Apache-2.0

/** A JSON object that a fault may change. */
export type Json = Record<string, unknown>;

/** What the provider does wrong, on purpose. May be changed while it runs. */
export interface OidcFaults {
  /** changes the discovery document */
  discovery?: (document: Json) => void;
  /** changes the URL that the browser is sent back to */
  redirect?: (url: URL) => void;
  /** changes the answer to a request for a device code */
  device?: (answer: Json) => void;
  /** changes the claims of the ID token */
  claims?: (claims: Json) => void;
  /** changes the answer that holds the ID token */
  token?: (answer: Json) => void;
  /** errors that the token endpoint answers with before it does what it should: `slow_down`, ... */
  tokenErrors?: string[];
  /** answers everything with this, whatever it is */
  everything?: { readonly status: number; readonly body: string };
  /** answers the token endpoint with this */
  tokenAnswer?: { readonly status: number; readonly body: string } | undefined;
  /** never answers the token endpoint */
  silentTokens?: boolean;
  /** breaks so many connections to the token endpoint */
  brokenTokens?: number;
}
