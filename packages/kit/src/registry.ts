// SPDX-License-Identifier: Apache-2.0
import {
  DIGEST_CONSUMER,
  FORMAT_CONSUMER,
  FACTS_READING_CONSUMER,
  READING_CONSUMER,
  TENSOR_READING_CONSUMER,
  isSerializationConsumer,
  loadSerializationConsumer,
  sha256Consumer,
  type ConsumerFactory,
  type ConsumerRegistry,
} from '@mpk/core/pass';

export const GIT_SHA1_CONSUMER = 'git-sha1';

/** Every consumer of the single pass, loaded where it is asked for: each worker pays for what it loads. */
const LOADERS: Readonly<Record<string, () => Promise<ConsumerFactory>>> = {
  [DIGEST_CONSUMER]: () => Promise.resolve(sha256Consumer),
  [FORMAT_CONSUMER]: async () => (await import('@mpk/formats')).formatConsumer,
  [FACTS_READING_CONSUMER]: async () => (await import('@mpk/formats/reading')).createReadingConsumer('headers'),
  [READING_CONSUMER]: async () => (await import('@mpk/formats/reading')).createReadingConsumer('numbers'),
  [TENSOR_READING_CONSUMER]: async () => (await import('@mpk/formats/reading')).createReadingConsumer('digests'),
  [GIT_SHA1_CONSUMER]: async () => (await import('@mpk/hubs')).gitSha1Consumer,
};

/** Loads consumers by name; the main thread and its workers both use this. Unknown names are left out. */
export async function loadConsumers(names: readonly string[]): Promise<ConsumerRegistry> {
  const known = names.flatMap((name) => {
    const load = isSerializationConsumer(name) ? () => loadSerializationConsumer(name) : LOADERS[name];
    return load === undefined ? [] : [{ name, load }];
  });
  return Object.fromEntries(await Promise.all(known.map(async ({ name, load }) => [name, await load()] as const)));
}
