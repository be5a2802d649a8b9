import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier';
import type { Guess } from './classifier';
import { taught, type Lesson } from './lesson';

/** natural's own Bayes as it comes, for measuring beside it: its tokenizer and stemmer are English, its scores not likelihoods. */
export function naturalBayes(lesson: Lesson): (text: string) => Guess[] {
  const classifier = new BayesClassifier();
  for (const [text, label] of taught(lesson)) classifier.addDocument(text, label);
  classifier.train();
  return (text) => classifier.getClassifications(text).map(({ label, value }) => ({ need: label, confidence: value }));
}
