const mostRemembered = 10_000;

/** The language each conversation was last answered in, so that an apology comes in it also when nothing can be read. */
export interface Spoken {
  remember(conversation: string, language: string | undefined): void;
  /** The language of a conversation, if it has been answered lately at any replica. */
  of(conversation: string): string | undefined;
}

/** Remembers the last ten thousand conversations. Replicas tell each other; one that has just started goes by the token. */
export function makeSpoken(): Spoken {
  const languages = new Map<string, string>();
  return {
    remember(conversation, language) {
      languages.delete(conversation);
      if (language !== undefined) languages.set(conversation, language);
      for (const oldest of languages.keys())
        if (languages.size > mostRemembered) languages.delete(oldest);
        else break;
    },
    of: (conversation) => languages.get(conversation),
  };
}
