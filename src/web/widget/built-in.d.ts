/** Put in by the build: the window's style as one text, and its words by language and name. */
declare const __STYLE__: string;
declare const __WORDS__: Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;
