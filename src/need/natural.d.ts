declare module 'natural/lib/natural/classifiers/classifier' {
  import { EventEmitter } from 'node:events';
  interface Stemmer {
    tokenizeAndStem(text: string, keepStops?: boolean): readonly string[];
  }
  class Classifier extends EventEmitter {
    constructor(classifier: unknown, stemmer: Stemmer);
    classifier: unknown;
    stemmer: Stemmer;
    docs: { label: string; text: readonly string[] }[];
    features: Record<string, number>;
    lastAdded: number;
    addDocument(text: string | string[], label: string): void;
    train(): void;
    getClassifications(text: string): { label: string; value: number }[];
  }
  export = Classifier;
}

declare module 'natural/lib/natural/distance' {
  export function JaroWinklerDistance(one: string, other: string, options?: { ignoreCase?: boolean }): number;
}

declare module 'natural/lib/natural/classifiers/bayes_classifier' {
  class BayesClassifier {
    addDocument(text: string | string[], label: string): void;
    train(): void;
    getClassifications(text: string): { label: string; value: number }[];
  }
  export = BayesClassifier;
}
