// SPDX-License-Identifier: Apache-2.0
import { textAt, type Place } from '../bom-document/place.js';

/** What an annotation of this kit says: a claim, how it is known, and from where. */
export interface AnnotatedClaim {
  readonly place: Place;
  /** id of the element that it is about */
  readonly subject: string;
  readonly name: string;
  readonly value: string;
  /** `measured`, `declared`, `stated`, `inferred` */
  readonly method: string;
  /** empty where it has none */
  readonly source: string;
}

/** Names of claims, and of what they are about: bounded, so that looking stays linear. */
const NAME = /^(?:[^=\n]{1,1000}: )?([\w.-]{1,64}) = /;
const SOURCE = /<(measured|declared|stated|inferred)(?: ([^<>]{0,4000}))?>$/;

/** Reads `name = value <method source>`; undefined for other elements, and for other words. */
export function annotatedClaim(place: Place): AnnotatedClaim | undefined {
  if (textAt(place, 'type') !== 'Annotation') return undefined;
  const statement = textAt(place, 'statement') ?? '';
  const subject = textAt(place, 'subject') ?? '';
  const [head, name] = NAME.exec(statement) ?? [];
  const [tail, method, source = ''] = SOURCE.exec(statement.slice(-5000)) ?? [];
  if (head === undefined || name === undefined || tail === undefined || method === undefined) return undefined;
  const value = statement.slice(head.length, Math.max(head.length, statement.length - tail.length)).trimEnd();
  return { place, subject, name, value, method, source };
}
