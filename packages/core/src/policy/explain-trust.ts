// SPDX-License-Identifier: Apache-2.0
import type { Entry } from './explain-attested.js';
import type { PolicyRevocation, PolicyRoot, PolicySigner, SignerTimestamps } from './types.js';

/** Whom a signer of the policy is. */
export function aboutSigner(signer: PolicySigner | undefined): string {
  if (signer === undefined) return 'not known';
  if ('keyless' in signer) {
    const { root } = signer.keyless;
    const said = (field: 'identity' | 'issuer'): string =>
      signer.keyless[field] ?? `whatever matches all of /${signer.keyless[`${field}Pattern`] ?? ''}/`;
    return `${said('identity')}, as ${said('issuer')} vouched for it, under the root ${root}`;
  }
  if ('certificate' in signer) {
    const { ca, subject, identity, timestamps } = signer.certificate;
    const whose = [subject, identity].filter((text) => text !== undefined).join(' and ');
    const by = 'file' in ca ? ca.file : 'the authority in the policy';
    return `a certificate for ${whose}, issued by ${by}${aboutTimestamps(timestamps)}`;
  }
  const { key } = signer;
  const from = key.notBefore === undefined ? '' : `, from ${key.notBefore}`;
  const until = key.notAfter === undefined ? '' : `, until ${key.notAfter}`;
  const which = 'file' in key ? `the key ${key.file}` : 'the key in the policy';
  return `${which}${from}${until}${aboutTimestamps(key.timestamps)}`;
}

function aboutTimestamps(timestamps: SignerTimestamps | undefined): string {
  if (timestamps === undefined) return '';
  const { from, required = false } = timestamps;
  return `, at the time that ${from.join(' or ')} vouches for${required ? ', which must be there' : ''}`;
}

/** Where a root of trust comes from, and how much of it must vouch. */
export function aboutRoot([name, root]: readonly [string, PolicyRoot]): Entry {
  const thresholds = [
    ...Object.entries(root.thresholds ?? {}).map(([what, count]) => `${what}: at least ${count}`),
    ...(root.secondOpinion === true ? ["Sigstore's own library must accept it too"] : []),
  ];
  if ('sigstore' in root) return [`${name}: the public Sigstore instance, as this version knows it`, ...thresholds];
  if ('trustedRoot' in root) return [`${name}: ${root.trustedRoot}`, ...thresholds];
  return [`${name}: what the TUF repository ${root.tuf.url} says, as last fetched`, ...thresholds];
}

/** What is no longer trusted. */
export const aboutRevocation = ({ digest, since, reason }: PolicyRevocation): Entry => [
  `${digest}${since === undefined ? '' : `, since ${since}`}`,
  ...(reason === undefined ? [] : [`because: ${reason}`]),
];
