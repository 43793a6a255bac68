// SPDX-License-Identifier: Apache-2.0
import type { Pkcs11Uri } from './uri.js';

/** Which key is meant: the URI without its secrets, as JSON. */
export interface WantedKey extends Pick<Pkcs11Uri, 'text' | 'slotId' | 'libraryVersion'> {
  readonly idHex: string | undefined;
}

/** What the process that loads the module is told besides the request. The PIN is among the secrets. */
export interface Pkcs11Configuration {
  readonly modulePath: string;
  readonly wanted: WantedKey;
  /** after so long the process ends itself, should nobody be left who would end it */
  readonly lifetimeSeconds: number;
}
