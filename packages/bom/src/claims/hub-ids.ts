// SPDX-License-Identifier: Apache-2.0

/** First steps of paths that look like an id, and what training programs call what they save. */
const LOCAL =
  /^(?:results?|outputs?|out|output_dir|models?|checkpoints?|ckpts?|tmp|data|runs|logs|saved?(?:_models?)?|workspace)\/|\/(?:checkpoint|epoch|step)-?\d+$/i;

/** First steps of addresses of the Hub that are no owners of models. */
const NO_OWNERS = /^(?:datasets|spaces|papers|docs|blog|collections|learn|models|tasks|organizations|api)\//i;
const AT_HUB = /^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\/|^hf:\/\//i;

/** `org/name` of a hub, out of what files write: an id, or a URL of the Hub, with or without a revision. */
export function hubId(text: string): string | undefined {
  const plain = hubPathOf(text);
  const [, id] =
    /^([A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95})(?:$|@|\/(?:tree|blob|resolve)\/)/.exec(plain) ?? [];
  if (id === undefined || NO_OWNERS.test(id)) return undefined;
  return id === text.trim() && LOCAL.test(id) ? undefined : id;
}

/** What stands behind the name of the Hub, without query and last slash; other texts as they are. */
export function hubPathOf(text: string): string {
  const whole = text.trim();
  const path = whole.replace(AT_HUB, '');
  return path === whole ? whole : path.replace(/[?#].*$/s, '').replace(/\/$/, '');
}

/** Whether a text is a path of somebody's machine, or the name of a file. */
export const isLocalPath = (text: string): boolean =>
  /^(?:\/|~\/|\.{1,2}(?:\/|$)|[A-Za-z]:[\\/]|\\\\)/.test(text) ||
  text.split('/').length > 2 ||
  LOCAL.test(text) ||
  isFileName(text);

/** Whether a text is the name of a file, and of no model that anybody published. */
export const isFileName = (text: string): boolean => /\.(?:safetensors|ckpt|pt|pth|bin|gguf)$/i.test(text.trim());

/** Ids from before the Hub had owners, which still lead somewhere. */
export const isOldId = (text: string): boolean =>
  /^(?:(?:distil)?bert-(?:base|large)-[\w-]{1,60}|(?:distil)?gpt2(?:-medium|-large|-xl)?|openai-gpt|distilroberta-base|(?:xlm-)?roberta-(?:base|large)(?:-[\w-]{1,40})?|t5-(?:small|base|large|3b|11b)|xlnet-[\w-]{1,40}|xlm-(?:mlm|clm)-[\w-]{1,40}|albert-[\w-]{1,40}|camembert-base|ctrl|transfo-xl-wt103)$/.test(
    text,
  );

/** What a model is called whoever published a copy of it, quantised or not: letters and digits alone. */
export const coreName = (id: string): string =>
  (id.split('/').at(-1) ?? '')
    .toLowerCase()
    .replace(/[-_.](?:bnb|unsloth|[48]bit|int[48]|fp(?:8|16)|bf16|gptq|awq|gguf|hf)(?![a-z0-9])/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^meta(?=llama)/, '');

/** Ids name the same whatever their case; some hubs had models without a namespace. */
export const sameId = (a: string, b: string): boolean => isSameLower(a.toLowerCase(), b.toLowerCase());

/** As {@link sameId}, of ids in lower case. */
export const isSameLower = (one: string, other: string): boolean =>
  one === other ||
  (!one.includes('/') && other.endsWith(`/${one}`)) ||
  (!other.includes('/') && one.endsWith(`/${other}`));
