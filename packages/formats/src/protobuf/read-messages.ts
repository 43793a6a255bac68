// SPDX-License-Identifier: Apache-2.0
import { Malformed, type SequentialReader } from '../reading/drive.js';
import type { PartBuilder, PartReader } from '../reading/part-builder.js';
import type { FieldType, MessageType } from './schema.js';
import { ProtobufWalker, type DataPlace, type MessageVisitor } from './walker.js';

/** What a format makes of its messages; all else is the same for every format. */
export type MessageReader = Pick<MessageVisitor, 'end' | 'data'>;

/** Longest bytes that are looked into before it is sure what the message is. */
const MAX_UNSURE_BYTES = 256 * 1024;

/**
 * A reader for what is one protobuf message from its beginning to its end. There is no magic: whoever looks at the messages says
 * by `part.recognised` when it is sure. Until then, anything that the schema does not know ends it.
 */
export const readMessages = (
  root: () => MessageType,
  readerOf: (part: PartBuilder) => MessageReader,
): SequentialReader =>
  function* (stream, part) {
    const walker = new ProtobufWalker(root(), visitorOf(part, readerOf(part)), part.sizeBytes);
    yield* stream.each(Infinity, (piece) => walker.write(piece));
    walker.end();
  };

function visitorOf(part: PartBuilder, reader: MessageReader): MessageVisitor {
  return {
    end: (message) => reader.end(message),
    data: (field, place) => reader.data(field, place),
    unknown(number, place) {
      const detail = `field ${number} of ${place.message.type.name}`;
      if (!part.recognised) throw new Malformed(detail, place.offset);
      part.irregular('unknown-field', place.offset, detail);
      return openPlace(part, `field ${number}`, place);
    },
    repeated({ name }, { message, offset }) {
      const detail = `${message.type.name} has ${name} more than once`;
      if (!part.recognised) throw new Malformed(detail, offset);
      part.irregular('field-mismatch', offset, detail);
    },
    trailing(offset, detail) {
      if (!part.recognised) throw new Malformed(detail, offset);
      part.irregular('trailing-bytes', offset, detail);
      const sizeBytes = part.sizeBytes === undefined ? undefined : part.sizeBytes - offset;
      return part.open({ name: `@${offset}`, offset, sizeBytes });
    },
  };
}

/** Opens the bytes of a field as a part of its own. @throws Malformed where they are many, and only tried */
export const openData =
  (part: PartBuilder) =>
  (field: FieldType, place: DataPlace): PartReader =>
    openPlace(part, `${place.message.type.name}.${field.name}`, place);

function openPlace(part: PartBuilder, what: string, { offset, sizeBytes }: DataPlace): PartReader {
  // What is only tried is not looked into twice.
  if (!part.recognised && sizeBytes > MAX_UNSURE_BYTES) throw new Malformed('large data first', offset);
  return part.open({ name: `${what}@${offset}`, offset, sizeBytes });
}
