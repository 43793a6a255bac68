// SPDX-License-Identifier: Apache-2.0
import type { PolicyIds } from '@mpk/core';

/** What a policy may name. Each list is loaded only for a policy that names some of it. */
export const POLICY_IDS = {
  formatIds: async () => (await import('@mpk/formats')).FORMATS.map(({ id }) => id),
  checkIds: async () => (await import('@mpk/inspect')).CHECKS.map(({ id }) => id),
  auditRuleIds: async () => (await import('@mpk/bom')).AUDIT_RULES.map(({ id }) => id),
  bomProfileIds: async () => (await import('@mpk/bom/assess')).PROFILE_IDS,
  licenseNames: async () => {
    const { LICENSE_NAMES, isLicenseName } = await import('@mpk/bom/licenses');
    return { some: LICENSE_NAMES, isKnown: isLicenseName };
  },
  claimNames: async () => Object.keys((await import('@mpk/bom')).VOCABULARY),
} as const satisfies PolicyIds;
