// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { isWithin } from './period.js';
import type { ServiceSelector, SigningConfig, SigstoreService } from './signing-config.js';

/** The services that a signer uses. */
export interface SelectedServices {
  readonly authority: SigstoreService;
  readonly logs: readonly SigstoreService[];
  readonly timestampAuthorities: readonly SigstoreService[];
}

/**
 * Picks the services that a signing config means at a time: of each operator the newest version that is known here, newest
 * first; of those as many as the selector says.
 *
 * @throws MpkError `INPUT_UNSUPPORTED` where there are fewer than are needed
 * @see https://github.com/sigstore/protobuf-specs sigstore_trustroot.proto, ServiceConfiguration
 */
export function selectServices(config: SigningConfig, now: Date): SelectedServices {
  const any = { selector: 'ANY' } as const;
  const [authority] = select({ kind: 'certificate authority', versions: [1], now }, config.authorities, any);
  if (authority === undefined) throw tooFew('certificate authority', 0, 1);
  const { timestampAuthorities, timestampSelector, logs, logSelector } = config;
  return {
    authority,
    logs: select({ kind: 'transparency log', versions: [1, 2], now }, logs, logSelector),
    // A config without any means none, whatever the selector.
    timestampAuthorities:
      timestampAuthorities.length === 0
        ? []
        : select({ kind: 'timestamp authority', versions: [1], now }, timestampAuthorities, timestampSelector),
  };
}

interface Usable {
  readonly kind: string;
  /** major API versions that this kit speaks */
  readonly versions: readonly number[];
  readonly now: Date;
}

function select(
  { kind, versions, now }: Usable,
  services: readonly SigstoreService[],
  selector: ServiceSelector,
): readonly SigstoreService[] {
  const candidates = services
    .filter(({ validFor, majorApiVersion }) => isWithin(validFor, now) && versions.includes(majorApiVersion))
    .sort((a, b) => b.majorApiVersion - a.majorApiVersion || startOf(b) - startOf(a));
  const operators = new Set<string>();
  const best = candidates.filter(({ operator }) => !operators.has(operator) && operators.add(operator));
  const expected = selector.selector === 'EXACT' ? selector.count : 1;
  if (best.length < expected) throw tooFew(kind, best.length, expected);
  return selector.selector === 'ALL' ? best : best.slice(0, expected);
}

const startOf = ({ validFor }: SigstoreService): number => validFor.start?.getTime() ?? 0;

const tooFew = (kind: string, found: number, expected: number): MpkError =>
  new MpkError('INPUT_UNSUPPORTED', `the signing config names ${found} usable of kind ${kind}, expected ${expected}`, {
    hint: 'check that the signing config is current, and that this version of the kit speaks the versions that it names',
  });
