import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import Classifier from 'natural/lib/natural/classifiers/classifier';
import { z } from 'zod';
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
/** A rarity is kept in so many parts of one: the rarest of a million phrases still fits into sixteen bits. */
const rarityStep = 2048;
const mostSteps = 32_767;
/** Grows when features or training change, so that an older file is not loaded. */
export const recipe = 'softmax-7';

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
  /**
   * A row for each shelf: how telling it is (the logarithm of how rarely it appears in a phrase), then its weight for each label. Side by
   * side and in sixteen bits, since a message looks at a thousand rows that lie far apart, and waiting for the memory is most of the work.
   */
  private rows = new Int16Array(0);
  /** What one of a row's weights counts. */
  private step = 1;

  constructor(private readonly method: Method = manyLabels) {
    super({}, { tokenizeAndStem: (text: string) => method.features(text) });
  }

  override train(): void {
    this.labels = [...new Set(this.docs.map((document) => document.label))].sort();
    const { shelves } = this.method;
    const count = this.labels.length;
    this.rows = new Int16Array(shelves * (count + 1));
    rarityIn(
      this.docs.map((document) => document.text),
      shelves,
    ).forEach((rarity, shelf) => (this.rows[shelf * (count + 1)] = Math.round(rarity * rarityStep)));
    const examples = this.docs.map((document) => ({
      vector: this.vectorOf(document.text),
      label: this.labels.indexOf(document.label),
    }));
    const weights = new Float32Array(shelves * count);
    const squares = new Float32Array(shelves * count);
    const random = seeded(20261122);
    for (let round = 0; round < rounds; round += 1) {
      shuffle(examples, random);
      for (const { vector, label } of examples) this.learn(vector, label, weights, squares);
    }
    const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
    this.step = largest / mostSteps || 1;
    weights.forEach((weight, at) => {
      const shelf = Math.floor(at / count);
      this.rows[shelf * (count + 1) + 1 + (at - shelf * count)] = Math.round(weight / this.step);
    });
    this.docs = [];
    this.features = {};
    this.emit('doneTraining', true);
  }

  private learn(vector: Vector, label: number, weights: Float32Array, squares: Float32Array): void {
    const count = this.labels.length;
    const likely = softmax(scoresOf(vector, weights, count, count), 1);
    const { rate, shrink } = this.method;
    for (let one = 0; one < count; one += 1) {
      const miss = (likely[one] ?? 0) - (one === label ? 1 : 0);
      if (Math.abs(miss) < leastSlope) continue;
      for (let index = 0; index < vector.shelf.length; index += 1) {
        const at = (vector.shelf[index] ?? 0) * count + one;
        const slope = miss * (vector.weight[index] ?? 0) + shrink * (weights[at] ?? 0);
        const squared = (squares[at] ?? 0) + slope * slope;
        squares[at] = squared;
        weights[at] = (weights[at] ?? 0) - (rate * slope) / (Math.sqrt(squared) + 1e-6);
      }
    }
  }

  /** Counts by sorting: a message has a thousand features, and a map of them would be the largest thing that a turn throws away. */
  private vectorOf(features: readonly string[]): Vector {
    const { shelves } = this.method;
    const wide = this.labels.length + 1;
    const found = new Uint32Array(features.length);
    features.forEach((feature, index) => (found[index] = shelfOf(feature, shelves)));
    found.sort();
    const shelf = new Uint32Array(found.length);
    const weight = new Float32Array(found.length);
    let [size, squares] = [0, 0];
    for (let index = 0; index < found.length; size += 1) {
      const one = found[index] ?? 0;
      const from = index;
      while (found[index] === one) index += 1;
      const counted = ((1 + Math.log(index - from)) * (this.rows[one * wide] ?? 0)) / rarityStep;
      shelf[size] = one;
      weight[size] = counted;
      squares += counted * counted;
    }
    const length = Math.sqrt(squares) || 1;
    for (let index = 0; index < size; index += 1) weight[index] = (weight[index] ?? 0) / length;
    return { shelf: shelf.subarray(0, size), weight: weight.subarray(0, size) };
  }

  /** Every need with its likelihood, the likeliest first. */
  override getClassifications(text: string): { label: string; value: number }[] {
    const count = this.labels.length;
    const vector = this.vectorOf(this.method.features(text));
    const likely = softmax(scoresOf(vector, this.rows.subarray(1), count, count + 1), boldness * this.step);
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
    const text = JSON.stringify({ recipe, labels: this.labels, step: this.step });
    // The rows begin at a multiple of two bytes, so that they can be used where they lie in the file's own buffer.
    const head = Buffer.from(text + ' '.repeat(Buffer.byteLength(text) % 2));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(head.length);
    const body = Buffer.from(this.rows.buffer, this.rows.byteOffset, this.rows.byteLength);
    writeFileSync(`${file}.part`, Buffer.concat([length, head, body]));
    renameSync(`${file}.part`, file);
  }

  static fromFile(file: string, method: Method = manyLabels): NeedClassifier {
    const bytes = readFileSync(file);
    const size = bytes.readUInt32LE(0);
    const head = headSchema.parse(JSON.parse(bytes.subarray(4, 4 + size).toString('utf8')));
    const body = bytes.subarray(4 + size);
    const length = rowsLength(method.shelves, head.labels.length);
    if (head.recipe !== recipe || body.byteLength !== length) throw new Error('another recipe made this file');
    const classifier = new NeedClassifier(method);
    classifier.labels = head.labels;
    classifier.step = head.step;
    const aligned = body.byteOffset % 2 === 0 ? body : Buffer.from(body);
    classifier.rows = new Int16Array(aligned.buffer, aligned.byteOffset, length / Int16Array.BYTES_PER_ELEMENT);
    return classifier;
  }
}

/** The bytes of a classifier's rows. */
export function rowsLength(shelves: number, labels: number): number {
  return shelves * (labels + 1) * Int16Array.BYTES_PER_ELEMENT;
}

const headSchema = z.object({ recipe: z.string(), labels: z.array(z.string()), step: z.number() });

/** The sum of what a text's features weigh for each label; a shelf's weights lie `wide` apart from the next one's. */
function scoresOf(vector: Vector, weights: Float32Array | Int16Array, count: number, wide: number): Float64Array {
  const scores = new Float64Array(count);
  for (let index = 0; index < vector.shelf.length; index += 1) {
    const base = (vector.shelf[index] ?? 0) * wide;
    const weight = vector.weight[index] ?? 0;
    for (let one = 0; one < count; one += 1) scores[one] = (scores[one] ?? 0) + weight * (weights[base + one] ?? 0);
  }
  return scores;
}

/** Likelihoods that sum up to one; the bolder, the further apart. */
function softmax(scores: Float64Array, bold: number): Float64Array {
  const highest = Math.max(...scores);
  const raised = scores.map((score) => Math.exp(bold * (score - highest)));
  const sum = raised.reduce((all, one) => all + one, 0);
  return raised.map((one) => one / sum);
}

function rarityIn(texts: readonly (readonly string[])[], shelves: number): Float32Array<ArrayBuffer> {
  const seen = new Uint32Array(shelves);
  for (const features of texts)
    for (const shelf of new Set(features.map((feature) => shelfOf(feature, shelves))))
      seen[shelf] = (seen[shelf] ?? 0) + 1;
  return Float32Array.from(seen, (times) => Math.log((texts.length + 1) / (times + 1)));
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
