// SPDX-License-Identifier: Apache-2.0
import { printable, showName } from '@mpk/core';
import type { BundleSummary } from '@mpk/kit/show';

/** Longest text of a predicate that is printed whole, in characters: base64 of whole files tells people nothing. */
const MAX_SHOWN_CHARS = 500;

type Attestation = Extract<BundleSummary, { predicate: unknown }>;
type ModelSignature = Exclude<BundleSummary, Attestation>;

/** Bundles for people. Their texts are unverified and escaped. */
export function renderBundles(summaries: readonly BundleSummary[]): string {
  const note =
    summaries.length === 1
      ? 'not verified: this is what the signature says of itself'
      : `not verified: this is what ${summaries.length} signatures say of themselves`;
  return [note, ...summaries.map(renderBundle)].join('\n\n');
}

function renderBundle(summary: BundleSummary): string {
  const signed = [
    `signed by   ${summary.method}${summary.keyHint === undefined ? '' : ` with the hint ${showName(summary.keyHint)}`}`,
    `log entries ${summary.logEntries}, timestamps ${summary.timestamps}`,
    `predicate   ${showName(summary.predicateType)}`,
    ...summary.certificates.map(certificateLine),
  ];
  const lines = 'predicate' in summary ? attestationLines(summary, signed) : signatureLines(summary, signed);
  return lines.join('\n');
}

function certificateLine({ subject, alternativeNames, issuer, validFrom, validTo }: Certificate): string {
  const whose = [
    ...(subject === '' ? [] : [showName(subject)]),
    ...(alternativeNames === '' ? [] : [`(${showName(alternativeNames)})`]),
  ];
  return `certificate ${whose.join(' ')}, by ${showName(issuer)}, ${validFrom} to ${validTo}`;
}

type Certificate = BundleSummary['certificates'][number];

const signatureLines = (summary: ModelSignature, signed: readonly string[]): readonly string[] => [
  `model       ${showName(summary.modelName)}`,
  `oms-root    ${summary.omsRootDigest}`,
  ...signed,
  ...(summary.ignorePaths.length > 0 ? [`left out    ${summary.ignorePaths.map(showName).join(', ')}`] : []),
  '',
  ...summary.files.map((file) => `${file.digests.join(' ')}  ${showName(file.name)}`),
];

const attestationLines = ({ subjects, predicate }: Attestation, signed: readonly string[]): readonly string[] => [
  ...subjects.map(({ name, digest }) => `about       ${showName(name)}  ${digestText(digest)}`),
  ...signed,
  '',
  ...JSON.stringify(predicate, shortened, 2).split('\n').map(printable),
];

const digestText = (digest: Readonly<Record<string, string>>): string =>
  Object.entries(digest)
    .map(([algorithm, value]) => showName(`${algorithm}:${value}`))
    .join(' ');

const shortened = (_: string, value: unknown): unknown =>
  typeof value === 'string' && value.length > MAX_SHOWN_CHARS
    ? `${value.slice(0, MAX_SHOWN_CHARS)}... (${value.length} characters)`
    : value;
