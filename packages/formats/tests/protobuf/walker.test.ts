// SPDX-License-Identifier: Apache-2.0
import type { Message } from '../../src/protobuf/message.js';
import { messageTypes } from '../../src/protobuf/schema.js';
import { MAX_NESTING, ProtobufWalker, type MessageVisitor } from '../../src/protobuf/walker.js';
import { CutShort } from '../../src/reading/byte-stream.js';
import { Malformed } from '../../src/reading/drive.js';
import { entry, field, fixedField, nested, textField, varintField } from '../builders/protobuf.js';

const TYPES = messageTypes(
  {
    Node: {
      1: 'string name',
      2: 'repeated int64 sizes',
      3: 'repeated Node nodes',
      4: 'bytes data',
      5: 'float score',
      6: 'repeated double weights',
      7: 'int32 number',
      8: 'Node only',
    },
  },
  { 'Node.name': 8, 'Node.sizes': 1, 'Node.number': 1, 'Node.only': 1 },
);

interface Seen {
  readonly ended: string[];
  readonly events: string[];
  readonly messages: Message[];
}

function walk(bytes: Buffer, { chunkBytes = bytes.length, sizeBytes = bytes.length } = {}): Seen {
  const seen: Seen = { ended: [], events: [], messages: [] };
  const sink = (what: string): { write(chunk: Buffer): void; end(): void } => {
    let text = '';
    return {
      write: (chunk) => void (text += chunk.toString('latin1')),
      end: () => void seen.events.push(`${what}=${text}`),
    };
  };
  const visitor: MessageVisitor = {
    end(message) {
      seen.messages.push(message);
      seen.ended.push(`${message.text('name') ?? ''}:${message.numbers('sizes').join(',')}`);
    },
    data: ({ name }, { offset }) => sink(`${name}@${offset}`),
    unknown: (number, { offset }) => sink(`unknown ${number}@${offset}`),
    repeated: ({ name }) => void seen.events.push(`again ${name}`),
    trailing: (offset) => sink(`trailing@${offset}`),
  };
  const walker = new ProtobufWalker(TYPES.get('Node')!, visitor, sizeBytes);
  for (let at = 0; at < bytes.length; at += chunkBytes) walker.write(Buffer.from(bytes.subarray(at, at + chunkBytes)));
  walker.end();
  return seen;
}

/** Walks in chunks of three sizes, and demands that they give the same. */
function walkAll(bytes: Buffer): Seen {
  const whole = walk(bytes);
  for (const chunkBytes of [1, 7]) {
    const { ended, events } = walk(bytes, { chunkBytes });
    expect({ ended, events }).toEqual({ ended: whole.ended, events: whole.events });
  }
  return whole;
}

describe('a walk through a message', () => {
  it('tells each message when it ends, the inner ones first', () => {
    const inner = (name: string): Buffer => field(3, textField(1, name));
    expect(walkAll(Buffer.concat([textField(1, 'root'), inner('a'), inner('b')])).ended).toEqual(['a:', 'b:', 'root:']);
  });

  it('gives numbers alike whether they are packed or not, with their sign', () => {
    const minusOne = Buffer.from([0x10, ...Array<number>(9).fill(0xff), 1]);
    const packed = field(2, Buffer.from([3, 0xac, 0x02]));
    expect(walkAll(Buffer.concat([varintField(2, 7), packed, minusOne])).ended).toEqual([':7,3,300,-1']);
  });

  it('cuts texts to what is kept of them, and skips what is not kept', () => {
    const bytes = Buffer.concat([
      textField(1, 'long enough'),
      fixedField(5, Buffer.alloc(4)),
      field(6, Buffer.alloc(16)),
    ]);
    expect(walkAll(bytes).ended).toEqual(['long eno:']);
  });

  it('hands bytes and very long texts to who asks for them', () => {
    const long = 'x'.repeat(5000);
    expect(walkAll(Buffer.concat([textField(4, 'data'), textField(1, long)])).events).toEqual([
      'data@2=data',
      `name@9=${long}`,
    ]);
  });

  it('knows the messages around a message', () => {
    const { messages } = walk(field(8, field(3, textField(1, 'in'))));
    expect(messages[0]?.parent?.field?.name).toBe('only');
    expect(messages[2]?.messages('only')).toEqual([messages[1]]);
  });

  it('takes an empty message for one', () => {
    expect(walkAll(Buffer.concat([field(3), field(3)])).ended).toEqual([':', ':', ':']);
  });
});

describe('what no writer of the schema writes', () => {
  it('is told where an inner message has a field that is not in the schema, whatever its wire type', () => {
    const inner = Buffer.concat([varintField(9, 1), textField(9, 'hi'), fixedField(10, Buffer.from('abcd'))]);
    expect(walkAll(field(3, inner)).events).toEqual(['unknown 9@6=hi', 'unknown 10@9=abcd']);
  });

  it('is told where a field has another wire type than its own', () => {
    expect(walkAll(field(3, textField(7, 'hi'))).events).toEqual(['again number', 'unknown 7@4=hi'].slice(1));
  });

  it('is told where a field that may be there once is there twice', () => {
    const bytes = Buffer.concat([textField(1, 'a'), textField(1, 'b')]);
    const { events, ended } = walkAll(bytes);
    expect(events).toEqual(['again name']);
    expect(ended).toEqual(['b:']);
  });

  it.each([
    ['an unknown field', Buffer.from('PK\x03\x04rest')],
    ['field 0', Buffer.from([0x02, 1, 2, 3])],
    ['a group', Buffer.from([0x0b, 9, 9])],
    ['a field of wire type 7', Buffer.from('\x7fELF')],
  ])('is handed on as what follows, from its tag on, where it is %s at the top', (_, rest) => {
    const { events } = walkAll(Buffer.concat([textField(1, 'a'), rest]));
    expect(events).toEqual([`trailing@3=${rest.toString('latin1')}`]);
  });
});

describe('bytes that are no message', () => {
  it.each([
    ['field 0 in an inner message', field(3, Buffer.from([0x02, 1, 2]))],
    ['a group in an inner message', field(3, Buffer.from([0x0b, 0x0c]))],
    ['a field that runs past the end of its message', field(3, Buffer.from([0x0a, 5, 1]))],
    [
      'a number that runs past the end of its message',
      Buffer.concat([field(3, Buffer.from([0x38, 0x80])), textField(1, 'x')]),
    ],
    ['a number of eleven bytes', Buffer.from([0x38, ...Array<number>(10).fill(0xff), 1])],
    ['a number of 70 bits', Buffer.from([0x38, ...Array<number>(9).fill(0xff), 0x7f])],
    ['bytes that run past the end of the file', Buffer.from([0x22, 0xff, 0xff, 0xff, 0x7f, 1])],
    ['too many messages in one another', nested(3, MAX_NESTING + 1)],
  ])('are refused: %s', (_, bytes) => {
    expect(() => walk(bytes)).toThrow(Malformed);
    expect(() => walk(bytes, { chunkBytes: 1 })).toThrow(Malformed);
  });

  it('may be nested as deep as protobuf itself follows them', () => {
    expect(walk(nested(3, MAX_NESTING - 1)).ended).toHaveLength(MAX_NESTING);
  });

  it.each([
    ['in a tag', Buffer.from([0x80])],
    ['in a number', Buffer.from([0x38, 0x80])],
    ['before a value', Buffer.from([0x38])],
    ['in an inner message', Buffer.concat([field(3, entry('a', 'b'))]).subarray(0, 6)],
  ])('are cut short %s', (_, bytes) => {
    expect(() => walk(bytes, { sizeBytes: Infinity })).toThrow(CutShort);
  });
});
