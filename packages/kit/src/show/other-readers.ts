// SPDX-License-Identifier: Apache-2.0
import { compareNames, type OmsPredicate, type SignedBundle, type Statement } from '@mpk/core';
import type { KeyCurve } from '@mpk/signing';
import { keyKindOf } from './key-kind.js';

/** A model signature, as far as other tools look at it. */
interface ReadSignature {
  readonly bundle: SignedBundle;
  readonly statement: Statement;
  readonly predicate: OmsPredicate;
}

const COSIGN_NOTE =
  'cosign refuses it: it verifies with SHA-256 whatever the curve is, and OMS asks for the hash of the size of P-384 or P-521';

/** What some other tool does not take, and why. Seen with the versions named; later ones may do better. */
const LIMITS: readonly { readonly note: string; applies(signature: ReadSignature): boolean }[] = [
  {
    note: `the Go tool (model-transparency-go) refuses it: names are not sorted as text, but as PyPI's model-signing sorts them`,
    applies: ({ statement, predicate }) => predicate.dialect === 'v1' && !isSorted(namesOf(statement)),
  },
  {
    note: `if the model is one file, PyPI's model-signing 1.x refuses it: it wants the name "." (mpk sign --compat model-signing-1)`,
    applies: ({ statement, predicate: { files } }) =>
      files.length === 1 && files[0]?.name === statement.subject[0]?.name,
  },
  {
    note: `PyPI's model-signing 1.x cannot verify it: it knows no Ed25519`,
    applies: ({ bundle }) => keyOf(bundle) === 'Ed25519',
  },
  {
    note: `PyPI's model-signing 1.x cannot verify shards`,
    applies: ({ predicate }) => predicate.serialization.method === 'shards',
  },
  {
    note: `PyPI's model-signing 1.x cannot verify BLAKE2b`,
    applies: ({ predicate }) => predicate.serialization.hash === 'blake2b',
  },
  {
    note: `the command of PyPI's model-signing 1.x cannot verify BLAKE3, its Python interface can`,
    applies: ({ predicate: { serialization } }) => serialization.method === 'files' && serialization.hash === 'blake3',
  },
  {
    note: `PyPI's model-signing 1.x needs --allow-symlinks again, although the signature says so`,
    applies: ({ predicate }) => predicate.allowSymlinks,
  },
  {
    note: `sigstore-js refuses it: a certificate chain under media type v0.3, which OMS asks for, breaks Sigstore's own rule`,
    applies: ({ bundle }) =>
      bundle.material.method === 'certificate' && String(bundle.json['mediaType']).includes('v0.3'),
  },
  {
    note: 'strict readers of bundles drop the public key in it: it was written before model-signing 1.1',
    applies: ({ bundle }) => bundle.material.method === 'key' && bundle.material.hint === undefined,
  },
  {
    note: `only PyPI's model-signing and this kit read the dialect of model-signing 0.2; sign the model again`,
    applies: ({ predicate }) => predicate.dialect === 'v0.2',
  },
];

/** Who else will not take a model signature, for what can be told from the bundle alone. */
export const limitsOf = (signature: ReadSignature): readonly string[] => [
  ...LIMITS.filter((limit) => limit.applies(signature)).map(({ note }) => note),
  ...bundleLimitsOf(signature.bundle),
];

/** Who else will not take a bundle, whatever it states. */
export const bundleLimitsOf = (bundle: SignedBundle): readonly string[] =>
  isOnLargeCurve(bundle) ? [COSIGN_NOTE] : [];

/** Names of the resources in their own order, which the predicate was read from; of shards with their ranges. */
const namesOf = ({ predicate }: Statement): readonly string[] =>
  (predicate['resources'] as readonly { readonly name: string }[]).map(({ name }) => name);

const isSorted = (names: readonly string[]): boolean =>
  names.every((name, i) => i === 0 || compareNames(names[i - 1] ?? '', name) < 0);

/** Of a signature by a key alone; certificates say their curve themselves. */
const keyOf = ({ material, envelope }: SignedBundle): KeyCurve | undefined =>
  material.method === 'key' ? keyKindOf(envelope.signature) : undefined;

const isOnLargeCurve = (bundle: SignedBundle): boolean => ['P-384', 'P-521'].includes(keyOf(bundle) ?? '');
