// SPDX-License-Identifier: Apache-2.0

/** One name that a pickle imports. */
export interface PickleImport {
  /** as in the pickle, before Python 3 renames what Python 2 called otherwise */
  readonly module: string;
  /** with dots where attributes of attributes are meant */
  readonly name: string;
  /** of the first opcode that imports it */
  readonly offset: number;
  /** protocol that was in force: names are mapped below 3, and have dots from 4 on */
  readonly protocol: number;
  /** run with arguments that the pickle gives: REDUCE, OBJ, INST; or the base in `copyreg._reconstructor`, but for `object` */
  called: boolean;
  /** made without its `__init__`: NEWOBJ, NEWOBJ_EX */
  created: boolean;
  /** indexes of what was called with it as the first argument; such calls are no other use of it */
  readonly firstOf: number[];
  /** kept or handed on as a value */
  kept: boolean;
  /** it was called with something else than an import as its first argument, or with nothing */
  otherFirst?: true;
  /** attributes or items were set on it */
  modified: boolean;
  /** it was called with arguments none of which was read by itself */
  plainCalls?: true;
}

/** What no pickler writes, or what cannot be followed. */
export type PickleOddityKind =
  /** what is imported is computed by the pickle */
  | 'computed-import'
  /** what was called is itself the result of a call, or came from outside */
  | 'computed-call'
  /** attributes or items were set on what was imported */
  | 'modified-import'
  /** an import by number of a registry that the pickle does not hold */
  | 'extension'
  /** an argument runs over the end of its frame, or frames overlap */
  | 'frame-crossed'
  /** a memo index far beyond the others */
  | 'sparse-memo'
  /** PROTO where it does not begin a stream */
  | 'late-protocol'
  /** the bytes of an array are opcodes to a loader that knows nothing of arrays, and name or run something */
  | 'array-as-code'
  /** a type of numpy that holds objects and says that it does not: arrays of it take pointers from bytes */
  | 'forged-type'
  /** what can be called is set on an object under a name that opcodes call */
  | 'planted-attribute'
  /** an id for something outside that no loader of PyTorch knows */
  | 'persistent-id'
  /** a name with a NUL, or one that is no text */
  | 'unreadable-name'
  /** more imports than are listed */
  | 'too-many-imports';

export interface PickleOddity {
  readonly kind: PickleOddityKind;
  /** of the opcode, in the pickle */
  readonly offset: number;
  /** the import that is meant, as an index of `imports` */
  readonly import?: number;
}

/** The storage of a tensor, which lies outside of the pickle. */
export interface PickleStorage {
  /** names the member of the archive that it lies in */
  readonly key: string;
  /** such as `FloatStorage` */
  readonly type: string;
  /** how many numbers it has; of an untyped one, bytes */
  readonly items: number;
}

/** How the bytes ended: at the end of a stream, within one, or at what is no pickle. */
export type PickleEnd = 'stop' | 'cut' | 'broken';

/** How {@link PickleReading.broken} says that the bytes end before what the last opcode asks for. */
export const OVER_END = 'an argument runs over the end';

/** What a pickle names and runs. */
export interface PickleReading {
  readonly imports: readonly PickleImport[];
  readonly oddities: readonly PickleOddity[];
  readonly embeddings: readonly PickleEmbedding[];
  /** storages of tensors that it asks its loader for */
  readonly storages: readonly PickleStorage[];
  /** opcodes that were followed */
  readonly opcodes: number;
  /** streams that reached STOP */
  readonly streams: number;
  /** opcodes of the longest stream that reached STOP */
  readonly longestStream: number;
  /** that the first stream says it has; 0 where it does not say */
  readonly protocol: number;
  /** bytes up to and with the last STOP */
  readonly explainedBytes: number;
  readonly end: PickleEnd;
  /** why it ended where it broke */
  readonly broken?: string;
}

/** Something within a pickle that was read by itself. */
export interface PickleEmbedding {
  /** of its first byte, in the pickle */
  readonly offset: number;
  readonly sizeBytes: number;
  /** what was called with it, as indexes of `imports` */
  readonly calledWith: number[];
}
