import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import Classifier from 'natural/lib/natural/classifiers/classifier';
import { featuresOf } from './features';

const rounds = 12;

/** How something is learned: what is looked at in a text, on how many shelves it is counted, and how fast weights move and shrink. */
export interface Method {
  readonly features: (text: string) => readonly string[];
  /** A power of two. */
  readonly shelves: number;
  readonly rate: number;
  readonly shrink: number;
  /** A fingerprint of what the features and labels hang on besides the text, so that nothing learned with another is loaded. */
  readonly basis?: string;
}

/** Strong shrinking helps most with few phrases a need; it makes likelihoods timid, which boldness mends. */
export const manyLabels: Method = { features: featuresOf, shelves: 1 << 16, rate: 0.15, shrink: 1e-3 };
/** Mends timid likelihoods: on training phrases held out 1.9 is most honest, on messages written apart more; between the two. */
const boldness = 2.4;
/** Somebody with another matter is better told at once than led through questions: it is heard a little more readily. */
const otherMatter = { label: 'out_of_scope', lean: 1.5 };
/** A need this unlikely is not moved by an example: its slope would be lost in rounding. */
const leastSlope = 5e-4;
/** Grows when features or training change, so that an older file is not loaded. */
export const recipe = 'softmax-6';

export interface Guess {
  readonly need: string;
  readonly confidence: number;
}

/** Counted features of one text, as shelf numbers and their weights (length one). */
interface Vector {
  readonly shelf: Uint32Array;
  readonly weight: Float32Array;
}

/**
 * natural's classifier with sparse training inside: softmax regression (AdaGrad) over hashed pieces of words. natural's own
 * trainers are dense and do not finish on this many phrases; its documents, events and interface are kept.
 */
export class NeedClassifier extends Classifier {
  private labels: readonly string[] = [];
  private weights = new Float32Array(0);
  /** How telling each shelf is: the logarithm of how rarely it appears in a phrase. */
  private rarity: Float32Array;

  constructor(private readonly method: Method = manyLabels) {
    super({}, { tokenizeAndStem: (text: string) => method.features(text) });
    this.rarity = new Float32Array(method.shelves).fill(1);
  }

  override train(): void {
    this.labels = [...new Set(this.docs.map((document) => document.label))].sort();
    const count = this.labels.length;
    this.weights = new Float32Array(this.method.shelves * count);
    const squares = new Float32Array(this.method.shelves * count);
    this.rarity = rarityIn(
      this.docs.map((document) => document.text),
      this.method.shelves,
    );
    const examples = this.docs.map((document) => ({
      vector: vectorOf(document.text, this.rarity),
      label: this.labels.indexOf(document.label),
    }));
    const random = seeded(20261122);
    for (let round = 0; round < rounds; round += 1) {
      shuffle(examples, random);
      for (const { vector, label } of examples) this.learn(vector, label, squares);
    }
    this.docs = [];
    this.features = {};
    this.emit('doneTraining', true);
  }

  private learn(vector: Vector, label: number, squares: Float32Array): void {
    const likely = this.likelihoods(vector, 1);
    const count = this.labels.length;
    const { rate, shrink } = this.method;
    for (let one = 0; one < count; one += 1) {
      const miss = (likely[one] ?? 0) - (one === label ? 1 : 0);
      if (Math.abs(miss) < leastSlope) continue;
      for (let index = 0; index < vector.shelf.length; index += 1) {
        const at = (vector.shelf[index] ?? 0) * count + one;
        const slope = miss * (vector.weight[index] ?? 0) + shrink * (this.weights[at] ?? 0);
        const squared = (squares[at] ?? 0) + slope * slope;
        squares[at] = squared;
        this.weights[at] = (this.weights[at] ?? 0) - (rate * slope) / (Math.sqrt(squared) + 1e-6);
      }
    }
  }

  private likelihoods(vector: Vector, bold: number): Float64Array {
    const count = this.labels.length;
    const scores = new Float64Array(count);
    for (let index = 0; index < vector.shelf.length; index += 1) {
      const base = (vector.shelf[index] ?? 0) * count;
      const weight = vector.weight[index] ?? 0;
      for (let one = 0; one < count; one += 1)
        scores[one] = (scores[one] ?? 0) + weight * (this.weights[base + one] ?? 0);
    }
    const highest = Math.max(...scores);
    let sum = 0;
    for (let one = 0; one < count; one += 1) {
      const value = Math.exp(bold * ((scores[one] ?? 0) - highest));
      scores[one] = value;
      sum += value;
    }
    return scores.map((score) => score / sum);
  }

  /** Every need with its likelihood, the likeliest first. */
  override getClassifications(text: string): { label: string; value: number }[] {
    const likely = this.likelihoods(vectorOf(this.method.features(text), this.rarity), boldness);
    const leaning = this.labels.map((label, index) => ({
      label,
      value: (likely[index] ?? 0) * (label === otherMatter.label ? otherMatter.lean : 1),
    }));
    const all = leaning.reduce((sum, { value }) => sum + value, 0);
    return leaning
      .map(({ label, value }) => ({ label, value: value / all }))
      .sort((one, other) => other.value - one.value);
  }

  guesses(text: string): Guess[] {
    return this.getClassifications(text).map(({ label, value }) => ({ need: label, confidence: value }));
  }

  toFile(file: string): void {
    const text = JSON.stringify({ recipe, labels: this.labels });
    // The weights begin at a multiple of four bytes, so that they can be used where they lie in the file's own buffer.
    const head = Buffer.from(text + ' '.repeat((4 - (Buffer.byteLength(text) % 4)) % 4));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(head.length);
    const bodies = [this.rarity, this.weights].map((one) => Buffer.from(one.buffer, one.byteOffset, one.byteLength));
    writeFileSync(`${file}.part`, Buffer.concat([length, head, ...bodies]));
    renameSync(`${file}.part`, file);
  }

  static fromFile(file: string, method: Method = manyLabels): NeedClassifier {
    const { shelves } = method;
    const bytes = readFileSync(file);
    const size = bytes.readUInt32LE(0);
    const head = JSON.parse(bytes.subarray(4, 4 + size).toString('utf8')) as { recipe: string; labels: string[] };
    const body = bytes.subarray(4 + size);
    if (head.recipe !== recipe || body.byteLength !== shelves * (head.labels.length + 1) * 4)
      throw new Error('another recipe made this file');
    const classifier = new NeedClassifier(method);
    classifier.labels = head.labels;
    const aligned = body.byteOffset % 4 === 0 ? body : Buffer.from(body);
    classifier.rarity = new Float32Array(aligned.buffer, aligned.byteOffset, shelves);
    classifier.weights = new Float32Array(
      aligned.buffer,
      aligned.byteOffset + shelves * 4,
      shelves * head.labels.length,
    );
    return classifier;
  }
}

function rarityIn(texts: readonly (readonly string[])[], shelves: number): Float32Array<ArrayBuffer> {
  const seen = new Uint32Array(shelves);
  for (const features of texts)
    for (const shelf of new Set(features.map((feature) => shelfOf(feature, shelves))))
      seen[shelf] = (seen[shelf] ?? 0) + 1;
  return Float32Array.from(seen, (times) => Math.log((texts.length + 1) / (times + 1)));
}

/** Counts by sorting: a message has a thousand features, and a map of them would be the largest thing that a turn throws away. */
function vectorOf(features: readonly string[], rarity: Float32Array): Vector {
  const found = new Uint32Array(features.length);
  features.forEach((feature, index) => (found[index] = shelfOf(feature, rarity.length)));
  found.sort();
  const shelf = new Uint32Array(found.length);
  const weight = new Float32Array(found.length);
  let [size, squares] = [0, 0];
  for (let index = 0; index < found.length; size += 1) {
    const one = found[index] ?? 0;
    const from = index;
    while (found[index] === one) index += 1;
    const counted = (1 + Math.log(index - from)) * (rarity[one] ?? 1);
    shelf[size] = one;
    weight[size] = counted;
    squares += counted * counted;
  }
  const length = Math.sqrt(squares) || 1;
  for (let index = 0; index < size; index += 1) weight[index] = (weight[index] ?? 0) / length;
  return { shelf: shelf.subarray(0, size), weight: weight.subarray(0, size) };
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo), folded to the number of shelves. */
function shelfOf(feature: string, shelves: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < feature.length; index += 1) {
    hash ^= feature.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return ((hash >>> 16) ^ hash) & (shelves - 1);
}

/** mulberry32: the same phrases give the same classifier on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffle(list: unknown[], random: () => number): void {
  for (let index = list.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [list[index], list[other]] = [list[other], list[index]];
  }
}
