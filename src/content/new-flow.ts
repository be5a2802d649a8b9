import { placeholderIn } from './placeholder';

/** A new flow's file: four steps that show the most usual kinds, each with a comment that says what it is for. */
export function newFlowFile(flow: string, needs: readonly string[]): string {
  return `# yaml-language-server: $schema=./dialogs.schema.json
# What this flow is about, in a sentence. Every kind of step and setting: dialogs/README.md.
flow: ${flow}
owner: perhekeskuskoordinaattori
# Who approved it and when. A draft until then; set back to null whenever something changes.
approved-by: null
approved-at: null
needs: [${needs.join(', ')}]
steps:
  # 1. One answer out of a few. The options' words stand in locales/<language>/${flow}.yaml; "other" has its words already.
  - id: ${flow}-what
    kind: choice
    options: [first, second, other]
  # 2. Several answers, or none. A sensitive question says why it is asked, and can be skipped.
  - id: ${flow}-effects
    # Left out where the way is long already: at most twelve questions lead to an outcome.
    when: { not: { any: [{ fact: topic, answered: true }, { fact: about, answered: true }] } }
    kind: choices
    sensitive: true
    options: [sleep, school, home, skip]
  # 3. Something is told, and only to those who answered so.
  - id: ${flow}-first
    kind: say
    when: { fact: ${flow}-what, is: first }
  # 4. The lines that listen to whoever writes, with a sentence above them.
  - id: ${flow}-lines
    kind: numbers
    which: listening
    when: { fact: ${flow}-effects, includes: home }
`;
}

/** The same flow's words in one language, each still to be written. */
export function newWordsFile(flow: string, language: string): string {
  const words = `'${placeholderIn(language)}'`;
  return `# Words of dialogs/${flow}.yaml. A draft until the region approves them.
approved-by: null
approved-at: null
steps:
  ${flow}-what:
    # A short name for the read-back, then the question itself.
    row: ${words}
    ask: ${words}
    # At most 40 letters each: they are buttons.
    options:
      first: ${words}
      second: ${words}
  ${flow}-effects:
    row: ${words}
    ask: ${words}
    # Said before a sensitive question.
    why: ${words}
    options:
      sleep: ${words}
      school: ${words}
      home: ${words}
  ${flow}-first:
    say: ${words}
  ${flow}-lines:
    say: ${words}
`;
}
