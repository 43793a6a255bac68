// SPDX-License-Identifier: Apache-2.0
import type { Consumer, ConsumerFactory } from '../pass/consumer.js';
import { loadHash, type BeginHash } from './hasher.js';
import { parseSerializationId, serializationId, type Serialization } from './serialization.js';

const PREFIX = 'serialization:';

/** The name by which the pass knows the consumer of a serialization: functions do not cross threads, names with parameters do. */
export const serializationConsumerName = (serialization: Serialization): string =>
  PREFIX + serializationId(serialization);

export const isSerializationConsumer = (name: string): boolean => name.startsWith(PREFIX);

/**
 * Makes the consumer of that name: digests of a file as its serialization has them, in the order of their bytes, lowercase hex.
 *
 * Each call loads a hash of its own, so that a thread with several serializations does not mix them up.
 *
 * @throws MpkError `INTERNAL` for a name that {@link serializationConsumerName} did not make
 */
export async function loadSerializationConsumer(name: string): Promise<ConsumerFactory<readonly string[]>> {
  const serialization = parseSerializationId(name.slice(PREFIX.length));
  const begin = await loadHash(serialization.hash);
  const { method } = serialization;
  return () => (method === 'files' ? digestWhole(begin) : digestShards(begin, serialization.shardSizeBytes));
}

function digestWhole(begin: BeginHash): Consumer<readonly string[]> {
  const hash = begin();
  return { update: (chunk) => hash.update(chunk), finish: () => [hash.digestHex()] };
}

function digestShards(begin: BeginHash, shardSizeBytes: number): Consumer<readonly string[]> {
  const digests: string[] = [];
  let hash = begin();
  let missing = shardSizeBytes;
  const endShard = (): void => {
    digests.push(hash.digestHex());
    hash = begin();
    missing = shardSizeBytes;
  };
  return {
    update(chunk) {
      for (let at = 0; at < chunk.length;) {
        const part = chunk.subarray(at, at + missing);
        hash.update(part);
        at += part.length;
        missing -= part.length;
        if (missing === 0) endShard();
      }
    },
    finish() {
      if (missing < shardSizeBytes) endShard();
      return digests;
    },
  };
}
