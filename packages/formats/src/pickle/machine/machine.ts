// SPDX-License-Identifier: Apache-2.0
import { Memo } from './memo.js';
import { isForgedType, isStructuredCode } from './numpy-type.js';
import { isCalledByOpcodes, isPlanted } from './planted.js';
import type { PickleOddityKind } from './reading.js';
import { PickleRecorder } from './recorder.js';
import { DATA, Dict, Import, Persistent, Result, TEXT, Tuple, type Value } from './values.js';

/** Deepest stack, and most open marks: writers put a thousand items at once into what is growing, a tuple's all. */
export const MAX_STACK = 2_000_000;
/** Most tuples whose items are kept, a hundred bytes each: those that hold data alone do not count. */
export const MAX_KEPT_TUPLES = 1_000_000;
/** Most items of a tuple that are kept: arguments and shapes have fewer. */
const MAX_KEPT_ITEMS = 64;
/** Most entries of a dictionary that are kept: the attributes of an array's wrapper are fewer. */
const MAX_KEPT_ENTRIES = 64;

const NONE: readonly Value[] = [];
/** Tuples whose items are not kept, by length. */
/** Longer ends of the stack are dropped at once. */
const MAX_POPPED_ITEMS = 16;
const PLAIN = [0, 1, 2, 3].map((length) => new Tuple(NONE, length));
const plainTuple = (length: number): Tuple => PLAIN[length] ?? new Tuple(NONE, length);

/**
 * Pickle's machine as CPython's C code has it: stack, marks, memo. Nothing is imported, made or run: values are only followed.
 *
 * What fails in CPython ends it here ({@link broken}): nobody runs a later opcode then.
 *
 * @see https://github.com/python/cpython/blob/main/Modules/_pickle.c
 */
export class PickleMachine {
  recorder = new PickleRecorder();
  memo = new Memo();
  protocol = 0;
  /** of the opcode that runs */
  offset = 0;
  /** why it cannot go on */
  broken: string | undefined;
  #stack: Value[] = [];
  #marks: number[] = [];
  /** items below were put aside by an open MARK */
  #fence = 0;
  readonly #results: Result[] = [];
  /** what a call gave has something under a name that opcodes call; which, is not known */
  #hasPlantedResult = false;
  #keptTuples = 0;
  /** of the pickle that another one lies in */
  #outer: { stack: Value[]; marks: number[]; memo: Memo; protocol: number } | undefined;

  /** Whether what runs lies in another pickle. */
  get isNested(): boolean {
    return this.#outer !== undefined;
  }

  /** Another one in the same state, which goes its own way. */
  fork(): PickleMachine {
    const fork = new PickleMachine();
    fork.recorder = this.recorder.fork();
    fork.memo = this.memo.fork();
    fork.protocol = this.protocol;
    fork.#stack = [...this.#stack];
    fork.#marks = [...this.#marks];
    fork.#fence = this.#fence;
    fork.#hasPlantedResult = this.#hasPlantedResult;
    return fork;
  }

  /** For the next stream: each begins with nothing. */
  reset(): void {
    this.#stack = [];
    this.#marks = [];
    this.#fence = 0;
    this.protocol = 0;
    this.memo = new Memo();
  }

  /** For a stream within this one, which goes on after it. */
  enter(): void {
    this.#outer = { stack: this.#stack, marks: this.#marks, memo: this.memo, protocol: this.protocol };
    this.reset();
  }

  /** Goes on with the outer pickle. */
  leave(): void {
    if (this.#outer === undefined) return;
    this.#stack = this.#outer.stack;
    this.#marks = this.#outer.marks;
    this.#fence = this.#marks.at(-1) ?? 0;
    this.memo = this.#outer.memo;
    this.protocol = this.#outer.protocol;
    this.#outer = undefined;
  }

  fail(reason: string): void {
    this.broken ??= reason;
  }

  oddity(kind: PickleOddityKind, value?: Value): void {
    this.recorder.oddity(kind, this.offset, value instanceof Import ? value.index : undefined);
  }

  push(value: Value): void {
    if (this.#stack.length >= MAX_STACK) this.fail('the stack is too deep');
    else this.#stack.push(value);
  }

  /** A whole number is kept as such where arrays may follow, whose shapes are made of them. */
  pushNumber(value: number): void {
    this.push(this.recorder.expectsArrays && Number.isSafeInteger(value) ? value : DATA);
  }

  /** @returns the topmost item; data once the machine is broken */
  pop(): Value {
    if (this.#stack.length > this.#fence) return this.#stack.pop() ?? DATA;
    this.fail('the stack is empty');
    return DATA;
  }

  /** The topmost item, which stays. */
  top(): Value {
    if (this.#stack.length <= this.#fence) this.fail('the stack is empty');
    return this.#stack.at(-1) ?? DATA;
  }

  mark(): void {
    if (this.#marks.length >= MAX_STACK) {
      this.fail('there are too many marks');
      return;
    }
    this.#fence = this.#stack.length;
    this.#marks.push(this.#fence);
  }

  /** Whether there is a mark; without one nothing is called with what would be behind it. */
  get hasMark(): boolean {
    return this.#marks.length > 0;
  }

  /** POP: a mark, where that is on top. */
  popOrUnmark(): void {
    if (this.#marks.length > 0 && this.#fence === this.#stack.length) this.#unmark();
    else this.pop();
  }

  /** @returns where the items after the last mark begin; the mark is gone */
  #unmark(): number {
    const mark = this.#marks.pop();
    this.#fence = this.#marks.at(-1) ?? 0;
    if (mark === undefined) this.fail('there is no mark');
    return mark ?? this.#stack.length;
  }

  /** Takes the items after the last mark, one of which something else may be about. */
  popMark(): readonly Value[] {
    return this.#take(this.#unmark());
  }

  #take(from: number): readonly Value[] {
    if (this.#stack.length - from <= MAX_KEPT_ITEMS) return this.#stack.splice(from);
    this.#cut(from);
    return NONE;
  }

  /** Drops the items from there on. One by one where they are few: to set a length takes longer. */
  #cut(from: number): void {
    const stack = this.#stack;
    if (stack.length - from > MAX_POPPED_ITEMS) stack.length = from;
    else while (stack.length > from) stack.pop();
  }

  /** Replaces the last `count` items by a tuple of them. */
  tuple(count: number): void {
    const from = this.#stack.length - count;
    if (from < this.#fence) this.fail('the stack is empty');
    else this.push(this.#tupleFrom(from));
  }

  /** Replaces the items after the last mark by a tuple of them. */
  tupleOfMark(): void {
    this.push(this.#tupleFrom(this.#unmark()));
  }

  #tupleFrom(from: number): Tuple {
    const stack = this.#stack;
    const { length } = stack;
    let at = from;
    while (at < length && (stack[at] === DATA || stack[at] === TEXT)) at++;
    if (at < length) {
      if (++this.#keptTuples > MAX_KEPT_TUPLES) this.fail('there are too many tuples');
      return new Tuple(this.#take(from), length - from);
    }
    this.#cut(from);
    return plainTuple(length - from);
  }

  /** Replaces keys and values after the last mark by a dictionary of them. */
  dictOfMark(): void {
    const mark = this.#unmark();
    if ((this.#stack.length - mark) % 2 === 1) {
      this.fail('a key has no value');
      return;
    }
    const dict = new Dict();
    this.#keep(dict, mark);
    this.#cut(mark);
    this.push(dict);
  }

  /** OBJ: calls the first item after the last mark with the others. */
  callMark(): void {
    const mark = this.#unmark();
    const callee = this.#stack[mark];
    if (callee === undefined) {
      this.fail('the stack is empty');
      return;
    }
    const args = this.#tupleFrom(mark + 1);
    this.#cut(mark);
    this.call(callee, args);
  }

  /** Items after the last mark go into what lies under it. @param pairs - items are keys and values in turn */
  setItems(pairs: boolean): void {
    const mark = this.#unmark();
    const target = this.#stack[mark - 1];
    if (mark <= this.#fence || target === undefined) {
      this.fail('there is nothing under the mark');
      return;
    }
    if (pairs && (this.#stack.length - mark) % 2 === 1) {
      this.fail('a key has no value');
      return;
    }
    this.modify(target);
    if (pairs) this.#keepIn(target, mark);
    this.#cut(mark);
  }

  /** The topmost item, or two, go into what lies under them. */
  setItem(count: 1 | 2): void {
    const from = this.#stack.length - count;
    if (from <= this.#fence) {
      this.fail('the stack is empty');
      return;
    }
    const target = this.#stack[from - 1] ?? DATA;
    this.modify(target);
    if (count === 2) this.#keepIn(target, from);
    this.#cut(from);
  }

  /** Pushes what is imported by a name. */
  import(module: Value, name: Value): Import {
    if (typeof module === 'string' && typeof name === 'string') {
      const index = this.recorder.import(module, name, { offset: this.offset, protocol: this.protocol });
      this.recorder.pushed(index);
      return new Import(index);
    }
    if ([module, name].some((part) => part === DATA || typeof part === 'number')) this.fail('a name is no text');
    else this.oddity('computed-import');
    return new Import(-1);
  }

  /**
   * Pushes what running something gives.
   *
   * @param args - a tuple, or what may be one
   * @param isMade - a class is made without being run
   */
  call(callee: Value, args: Value, isMade = false): void {
    if (callee instanceof Import) {
      if (callee.index < 0) this.oddity('computed-call');
      if (isMade) this.recorder.create(callee.index);
      else this.recorder.call(callee.index, args);
    } else if (callee instanceof Result || callee instanceof Persistent) {
      this.oddity('computed-call');
    } else {
      this.fail('what is called is no callable');
      return;
    }
    this.push(this.#resultOf(callee, args));
  }

  /** One result serves for all calls of a callee, unless it matters what that was called with. */
  #resultOf(callee: Import | Result | Persistent, args: Value): Result {
    if (!(callee instanceof Import)) return RESULT;
    if (this.recorder.keepsResults(callee.index)) {
      // Its state has numbers that matter.
      if (args instanceof Tuple && isStructuredCode(args.items[0])) this.recorder.expectsArrays = true;
      return new Result(callee, args instanceof Tuple ? args : undefined);
    }
    return (this.#results[callee.index + 1] ??= new Result(callee, undefined));
  }

  /** MEMOIZE: puts the topmost item aside, under the next index. */
  memoize(): void {
    this.put(this.memo.entries);
  }

  /** Puts the topmost item aside. */
  put(index: number): void {
    const outcome = this.memo.put(index, this.top());
    if (outcome === 'kept') return;
    if (outcome === 'out-of-proportion') this.oddity('sparse-memo');
    this.fail(
      outcome === 'too-many' ? 'more in its memo than is followed' : `memo index ${index} is out of proportion`,
    );
  }

  /** Pushes what the loader finds for an id. */
  persistent(id: Value): void {
    if (!this.recorder.storages.add(id, this.recorder.imports)) this.oddity('persistent-id');
    this.push(classOf(id) ?? new Persistent(id));
  }

  /** BUILD: sets a state on what lies under it. */
  build(): void {
    const state = this.pop();
    const target = this.top();
    this.modify(target);
    if (isPlanted(state, this.#hasPlantedResult)) this.oddity('planted-attribute');
    if (
      target instanceof Result &&
      target.callee instanceof Import &&
      this.recorder.keepsResults(target.callee.index)
    ) {
      target.state = state;
      if (isForgedType(target, this.recorder.imports)) this.oddity('forged-type');
    }
  }

  #keepIn(target: Value, from: number): void {
    if (target instanceof Dict) this.#keep(target, from);
    else if (target instanceof Result) this.#hasPlantedResult ||= this.#plants(from);
  }

  /** Takes what matters of the keys and values from there on. */
  #keep(dict: Dict, from: number): void {
    dict.isPlanted ||= this.#plants(from);
    if (this.recorder.expectsArrays) keep(dict, this.#stack, from);
  }

  #plants(from: number): boolean {
    const stack = this.#stack;
    for (let at = from; at + 1 < stack.length; at += 2) {
      const value = stack[at + 1];
      if ((value instanceof Import || value instanceof Result) && isCalledByOpcodes(stack[at])) return true;
    }
    return false;
  }

  modify(target: Value): void {
    if (!(target instanceof Import)) return;
    this.recorder.modify(target.index);
    this.oddity('modified-import', target);
  }
}

/** Legacy checkpoints keep the source of classes: ('module', class, file, source) stands for the class. */
function classOf(id: Value): Import | undefined {
  const [what, named] = id instanceof Tuple ? id.items : [];
  return what === 'module' && named instanceof Import ? named : undefined;
}

const RESULT = new Result(DATA, undefined);

function keep(dict: Dict, stack: readonly Value[], from: number): void {
  for (let at = from; at + 1 < stack.length; at += 2) {
    const key = stack[at];
    dict.entries ??= new Map();
    if (dict.entries.size >= MAX_KEPT_ENTRIES) {
      dict.hasMore = true;
      return;
    }
    dict.entries.set(typeof key === 'string' ? key : dict.entries.size, stack[at + 1] ?? DATA);
  }
}
