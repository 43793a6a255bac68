// SPDX-License-Identifier: Apache-2.0

/** `org/name` of a hub, out of what files write: an id, or a URL of the Hub, with or without a revision. */
export function hubId(text: string): string | undefined {
  const plain = text.trim().replace(/^https?:\/\/(?:www\.)?(?:huggingface\.co|hf\.co)\/|^hf:\/\//, '');
  const [, id] =
    /^([A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95})(?:$|@|\/(?:tree|blob|resolve)\/)/.exec(plain) ?? [];
  return id;
}

/** Whether a text is a path of somebody's machine. */
export const isLocalPath = (text: string): boolean =>
  /^(?:\/|~\/|\.{1,2}(?:\/|$)|[A-Za-z]:[\\/]|\\\\)/.test(text) || text.split('/').length > 2;

/** Ids name the same whatever their case; some hubs had models without a namespace. */
export const sameId = (a: string, b: string): boolean => {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  return (
    one === other ||
    (!one.includes('/') && other.endsWith(`/${one}`)) ||
    (!other.includes('/') && one.endsWith(`/${other}`))
  );
};
