// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '../json/canonical.js';
import { isDayOver } from './day.js';
import { child, quote } from '../schema/fault.js';
import { rootReferences, signerReferences, usedTimestampAuthorities } from './signer-references.js';
import type { FaultList } from '../schema/fault.js';
import type { ModelPolicy, ParsedPolicy, PolicySigner } from './types.js';

/** Warns of what a valid policy most likely does not mean. */
export function lintPolicy({ document, notEnforced }: ParsedPolicy, faults: FaultList, now: Date): void {
  for (const pointer of notEnforced) {
    faults.warn(pointer, 'not enforced by this version: the verdict will be undecided', 'key');
  }
  lintUnused(document, faults);
  lintSigners(document, faults, now);
  lintSameSigners(document, faults);
  lintExceptions(document, faults, now);
  lintEmpty(document, faults);
}

function lintUnused({ spec, ...rest }: ModelPolicy, faults: FaultList): void {
  const used = new Set(signerReferences({ spec, ...rest }).map(({ name }) => name));
  const trust = spec.trust ?? {};
  warnUnused('signers', trust.signers, { used, by: 'no requirement names the signer' }, faults);
  const roots = new Set(rootReferences(trust).map(({ name }) => name));
  warnUnused('roots', trust.roots, { used: roots, by: 'no signer names the root' }, faults);
  const authorities = new Set(usedTimestampAuthorities(trust));
  const by = 'no signer names the timestamp authority';
  warnUnused('timestampAuthorities', trust.timestampAuthorities, { used: authorities, by }, faults);
}

function warnUnused(
  kind: string,
  named: object | undefined,
  { used, by }: { readonly used: ReadonlySet<string>; readonly by: string },
  faults: FaultList,
): void {
  for (const name of Object.keys(named ?? {})) {
    if (!used.has(name)) faults.warn(child(`/spec/trust/${kind}`, name), `${by} ${quote(name)}`, 'key');
  }
}

/** What people write who expect a pattern to be one. */
const PATTERN_LIKE = /[*^$()|]|\[.*\]|\.\+/;

function lintSigners(policy: ModelPolicy, faults: FaultList, now: Date): void {
  for (const [name, signer] of Object.entries(policy.spec.trust?.signers ?? {})) {
    const pointer = child('/spec/trust/signers', name);
    if ('keyless' in signer) {
      for (const field of ['issuer', 'identity'] as const) {
        const message = `looks like a pattern, but the ${field} is compared exactly; use ${field}Pattern for one`;
        if (PATTERN_LIKE.test(signer.keyless[field] ?? '')) faults.warn(`${pointer}/keyless/${field}`, message);
      }
    } else if ('key' in signer) lintKeyTimes(signer.key, `${pointer}/key`, faults, now);
  }
}

type Key = Extract<PolicySigner, { readonly key: unknown }>['key'];

function lintKeyTimes({ notBefore, notAfter, timestamps }: Key, pointer: string, faults: FaultList, now: Date): void {
  if (notBefore !== undefined && notAfter !== undefined && notBefore > notAfter) {
    faults.warn(`${pointer}/notBefore`, `the key counts from ${notBefore} and until ${notAfter}: never`);
  } else if (notAfter !== undefined && timestamps === undefined && isDayOver(notAfter, now)) {
    faults.warn(`${pointer}/notAfter`, `the key counted until ${notAfter} only`);
  }
}

/** Thresholds count identities and keys, so two names for one of them count once. */
function lintSameSigners({ spec }: ModelPolicy, faults: FaultList): void {
  const seen = new Map<string, string>();
  spec.requirements?.signature?.anyOf.forEach((name, i) => {
    const signers = spec.trust?.signers ?? {};
    // One that is not there has been reported as an error.
    if (!Object.hasOwn(signers, name)) return;
    const signer = canonicalJson(signers[name]);
    const same = seen.get(signer);
    const message = `${quote(name)} and ${quote(same)} are one signer and count once`;
    if (same !== undefined) faults.warn(`/spec/requirements/signature/anyOf/${i}`, message);
    seen.set(signer, name);
  });
}

function lintExceptions({ spec }: ModelPolicy, faults: FaultList, now: Date): void {
  spec.exceptions?.forEach(({ id, requirement, expires }, i) => {
    const pointer = `/spec/exceptions/${i}`;
    if (isDayOver(expires, now))
      faults.warn(`${pointer}/expires`, `the exception ${quote(id)} is over since ${expires}`);
    if (requirement !== undefined && !Object.hasOwn(spec.requirements ?? {}, requirement)) {
      faults.warn(`${pointer}/requirement`, `the policy has no requirement ${quote(requirement)} to waive`);
    }
  });
}

function lintEmpty({ spec }: ModelPolicy, faults: FaultList): void {
  const decides = (spec.rules ?? []).some((rule) => (rule.mode ?? 'enforce') === 'enforce');
  if (Object.keys(spec.requirements ?? {}).length === 0 && !decides) {
    faults.warn('/spec', 'the policy has no requirements: nothing can pass or fail', 'key');
  }
}
