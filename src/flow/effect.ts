import type { Facts } from './fact';
import type { Asked } from './replay';

/** What the engine wants to happen. It does nothing itself: the turn says, stores and sends. */
export type Effect =
  | { readonly effect: 'ask'; readonly asked: Asked; readonly misses: number; readonly again?: 'greeting' }
  | { readonly effect: 'say'; readonly flow: string; readonly step: string }
  | {
      readonly effect: 'numbers';
      readonly flow: string;
      readonly step: string;
      readonly which: 'emergency' | 'listening';
    }
  | { readonly effect: 'alarm'; readonly kind: string; readonly level: 'emergency' | 'urgent'; readonly step: string }
  | { readonly effect: 'outcome'; readonly facts: Facts }
  | { readonly effect: 'handoff'; readonly facts: Facts }
  | { readonly effect: 'end' };
