// SPDX-License-Identifier: Apache-2.0
import type { SignedVerdict } from '../../documents/input.js';
import { referenceOf } from '../../documents/references.js';
import { cleanText, compareText, lineText } from '../../documents/text.js';
import { webUrl } from '../../documents/web-url.js';
import type { Declarations } from '../model/index.js';

/** Most tests of one statement that are named; the others are counted. */
const MAX_NAMED = 200;

type Claims = NonNullable<Declarations['claims']>;

/**
 * What others found out about the model and signed: a claim for each test, on the grounds of the signed statement; one that was not met has
 * that against it.
 */
export function declarationsOf(verdicts: readonly SignedVerdict[], modelRef: string): Declarations {
  const byRef = new Map(verdicts.map((verdict) => [verdictRef(verdict), verdict]));
  const all = [...byRef]
    .sort(([a], [b]) => compareText(a, b))
    .map(([ref, verdict]) => declared(ref, verdict, modelRef));
  const signers = new Map(all.map(({ signer }) => [signerRef(signer), signer]));
  return {
    assessors: [...signers].map(([ref, name]) => ({ 'bom-ref': ref, organization: { name: lineText(name) } })),
    attestations: all.map(({ attestation }) => attestation),
    claims: all.flatMap(({ claims }) => claims),
    evidence: all.map(({ evidence }) => evidence),
  };
}

/** Of the statement that a verdict was signed in. */
export const verdictRef = ({ kind, signer, bundleSha256 }: SignedVerdict): string =>
  `${kind}:${referenceOf(signer)}:${bundleSha256}`;

const signerRef = (name: string): string => `signer:${referenceOf(name)}`;

const TITLES = { tests: 'Test result', verification: 'Verification summary' } as const;

interface Declared {
  readonly signer: string;
  readonly attestation: NonNullable<Declarations['attestations']>[number];
  readonly claims: Claims;
  readonly evidence: NonNullable<Declarations['evidence']>[number];
}

function declared(ref: string, verdict: SignedVerdict, target: string): Declared {
  const { signer, bundleSha256, kind, result, met, unmet, at, url } = verdict;
  const title = `${TITLES[kind]} ${result}`;
  const claimsOf = (names: readonly string[], grounds: 'evidence' | 'counterEvidence'): Claims =>
    named(names).map((predicate, i) => {
      return { 'bom-ref': `${ref}#${grounds}/${i}`, target, predicate, [grounds]: [ref] };
    });
  const [held, failed] = [claimsOf(met, 'evidence'), claimsOf(unmet, 'counterEvidence')];
  // Where no test has a name, how they ended is what is claimed.
  const claims = held.length + failed.length > 0 ? [...held, ...failed] : claimsOf([title], 'evidence');
  const [borneOut, refuted] = [failed.length === 0 ? claims : held, failed];
  const run = webUrl(url ?? '');
  return {
    signer,
    claims,
    attestation: {
      summary: cleanText(`${title}, signed by ${signer}`),
      assessor: signerRef(signer),
      map: [
        {
          ...(borneOut.length > 0 && { claims: refsIn(borneOut) }),
          ...(refuted.length > 0 && { counterClaims: refsIn(refuted) }),
        },
      ],
    },
    evidence: {
      'bom-ref': ref,
      description: cleanText(`in-toto statement signed by ${signer}, in a bundle of sha256:${bundleSha256}`),
      ...(run !== undefined && { data: [{ name: 'run', contents: { url: run } }] }),
      ...(at !== undefined && { created: at.toISOString() }),
    },
  };
}

const refsIn = (claims: Claims): readonly string[] => claims.flatMap((claim) => claim['bom-ref'] ?? []);

function named(names: readonly string[]): readonly string[] {
  const all = [...new Set(names.map(lineText))].filter((name) => name !== '');
  const more = all.length - MAX_NAMED;
  return more > 0 ? [...all.slice(0, MAX_NAMED), `${more} more`] : all;
}
