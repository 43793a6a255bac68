// SPDX-License-Identifier: Apache-2.0

/** `org/name` of a data set at the Hub, or the name of an old one, in lower case; anything else as it is written. */
export function datasetId(text: string): string {
  const [, id] =
    /^(?:(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\/datasets\/|hf:\/\/datasets\/)([\w.-]{1,96}(?:\/[\w.-]{1,96})?)(?:[/@?#].*)?$/s.exec(
      text.trim(),
    ) ?? [];
  return (id === undefined ? text.trim() : withoutPart(id)).toLowerCase();
}

/** `name/viewer` and `name/tree` are pages of a data set without an owner. */
const withoutPart = (id: string): string => id.replace(/\/(?:tree|blob|resolve|viewer|raw|discussions)$/, '');
