// SPDX-License-Identifier: Apache-2.0

/**
 * A JSON value as plain data that crosses threads.
 *
 * Objects are lists of members: no name is special, order stays, and of two members with one name both are there, for loaders
 * differ in which of them they take.
 */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly members: readonly JsonMember[];
}

export type JsonMember = readonly [name: string, value: JsonValue];

export const isJsonObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && 'members' in value;

/** The member with that name; the last one where there are several, as Python and most others have it. */
export function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(value) ? value.members.findLast(([key]) => key === name)?.[1] : undefined;
}
