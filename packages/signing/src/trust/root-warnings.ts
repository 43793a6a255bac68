// SPDX-License-Identifier: Apache-2.0
import type { AuthoritySummary, LogSummary, Period, TrustedInstances } from './root-instances.js';

/** What the kinds of instances are called. */
const KINDS = {
  certificateAuthorities: 'certificate authority',
  timestampAuthorities: 'timestamp authority',
  tlogs: 'transparency log',
  ctlogs: 'certificate log',
} as const satisfies Record<keyof TrustedInstances, string>;

/** An instance of any kind. */
interface Instance {
  readonly title: string;
  readonly url: string;
  /** what it is known by: its certificates, or log id and key */
  readonly identity: string;
  readonly trusted: Period;
}

/**
 * What a person should know about a trusted root before relying on it. None of it makes the root unusable.
 *
 * @param now - the time at which something should be trusted
 */
export function rootWarnings(instances: TrustedInstances, now: Date): string[] {
  return (Object.keys(KINDS) as (keyof TrustedInstances)[]).flatMap((kind) => {
    const list = instances[kind].map((one) => toInstance(one, KINDS[kind]));
    return [
      ...unusable(list, KINDS[kind], now),
      ...list.flatMap(({ title, trusted }) =>
        isEmpty(trusted) ? [`${title} is never trusted: its time is over before it begins`] : [],
      ),
      ...overlaps(list, now),
      ...instances[kind].flatMap((one) => ('certificates' in one ? expired(one, now) : unreadable(one))),
    ];
  });
}

function toInstance(one: AuthoritySummary | LogSummary, kind: string): Instance {
  const { url, trusted } = one;
  if ('logId' in one) {
    const title = `the ${kind} ${JSON.stringify(url)}`;
    return { url, trusted, title, identity: `${one.logId} ${one.keyDigest ?? ''}` };
  }
  const title = `the ${kind} ${JSON.stringify(one.name)}`;
  return { url, trusted, title, identity: one.certificates.map(({ digest }) => digest).join(' ') };
}

/** A root without timestamp authorities is common; one whose authorities are all retired is old. */
function unusable(list: readonly Instance[], kind: string, now: Date): string[] {
  if (list.length === 0 || list.some(({ trusted }) => isTrustedAt(trusted, now))) return [];
  return [`no ${kind} is trusted now: what is signed now does not verify`];
}

function overlaps(list: readonly Instance[], now: Date): string[] {
  return list.flatMap((one, i) =>
    list.slice(0, i).flatMap((other) => {
      if (one.identity === other.identity && doOverlap(one.trusted, other.trusted)) {
        return [`${one.title} is there twice for the same time`];
      }
      const bothNow = isTrustedAt(one.trusted, now) && isTrustedAt(other.trusted, now);
      // Around a rotation this is as it should be; for long it is not.
      return bothNow && one.url === other.url ? [`${one.title} is trusted now with more than one key`] : [];
    }),
  );
}

function expired({ name, trusted, certificates }: AuthoritySummary, now: Date): string[] {
  if (!isTrustedAt(trusted, now)) return [];
  return certificates
    .filter(({ validFrom, validTo }) => now < validFrom || now > validTo)
    .map(
      ({ subject }) =>
        `the certificate ${JSON.stringify(subject)} of ${JSON.stringify(name)} is trusted, but not valid now`,
    );
}

const unreadable = ({ url, keyDigest }: LogSummary): string[] =>
  keyDigest === undefined ? [`the key of the log ${JSON.stringify(url)} is of a kind that cannot be shown`] : [];

const isTrustedAt = ({ from, to }: Period, time: Date): boolean => from <= time && (to === undefined || time <= to);
const isEmpty = ({ from, to }: Period): boolean => to !== undefined && to < from;
const doOverlap = (a: Period, b: Period): boolean =>
  (a.to === undefined || b.from <= a.to) && (b.to === undefined || a.from <= b.to);
