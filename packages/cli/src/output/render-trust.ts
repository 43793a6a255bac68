// SPDX-License-Identifier: Apache-2.0
import { printable, showName } from '@mpk/core';
import type { ShownRoot, ShownSigner, ShownTrust } from '@mpk/kit/trust';

type Description = Extract<ShownRoot, { root: unknown }>['root'];
type Authority = Description['certificateAuthorities'][number];
type Log = Description['tlogs'][number];
type Period = Log['trusted'];

/** Who is trusted, for people. */
export function renderTrust({ kind, warnings, roots, signers, bundle }: ShownTrust): string {
  const parts = [
    ...warnings.map((warning) => `warning: ${printable(warning)}`),
    ...(bundle ? [renderBundle(bundle)] : []),
    ...roots.map(renderRoot),
    ...signers.map(renderSigner),
  ];
  return parts.length === 0 ? `the ${kind} names neither roots of trust nor keys` : parts.join('\n\n');
}

function renderBundle(bundle: NonNullable<ShownTrust['bundle']>): string {
  const signed = bundle.signedBy === undefined ? 'not verified' : bundle.signedBy;
  const lines = [`trust bundle of ${bundle.createdOn}, good until ${bundle.expiresOn}`, `signed by ${signed}`];
  for (const { name, digest, files } of bundle.policies) {
    lines.push(`policy ${showName(name)}  ${digest}`, ...files.map((file) => `  ${showName(file)}`));
  }
  return lines.join('\n');
}

function renderRoot(shown: ShownRoot): string {
  if ('error' in shown) return `${showName(shown.name)}\n  ${shown.error.code}: ${printable(shown.error.message)}`;
  const { root } = shown;
  return [
    showName(shown.name),
    `  digest ${root.digest}`,
    ...root.certificateAuthorities.flatMap((authority) => renderAuthority('certificate authority', authority)),
    ...root.tlogs.map((log) => renderLog('transparency log', log)),
    ...root.ctlogs.map((log) => renderLog('certificate log', log)),
    ...root.timestampAuthorities.flatMap((authority) => renderAuthority('timestamp authority', authority)),
    ...root.warnings.map((warning) => `  warning: ${printable(warning)}`),
  ].join('\n');
}

function renderSigner(shown: ShownSigner): string {
  const where = shown.file === undefined ? 'in the policy' : showName(shown.file);
  const head = `signer ${showName(shown.name)}`;
  if ('error' in shown) return `${head}\n  ${shown.error.code}: ${printable(shown.error.message)} (${where})`;
  const lines = shown.keys.map(
    ({ digest, subject }) => `  ${shown.kind}  ${digest}  ${subject === undefined ? where : printable(subject)}`,
  );
  return [head, ...lines].join('\n');
}

const day = (date: Date): string => date.toISOString().slice(0, 10);
const period = ({ from, to }: Period): string => `${day(from)} to ${to === undefined ? 'now' : day(to)}`;

const renderAuthority = (what: string, { name, url, trusted, certificates }: Authority): readonly string[] => [
  `  ${what}  ${period(trusted)}  ${printable(name)}  ${printable(url)}`,
  ...certificates.map(({ subject, digest, validTo }) => `    ${digest}  until ${day(validTo)}  ${printable(subject)}`),
];

const renderLog = (what: string, { url, keyDigest, trusted }: Log): string =>
  `  ${what}  ${period(trusted)}  ${printable(url)}\n    ${keyDigest ?? 'key that cannot be read'}`;
