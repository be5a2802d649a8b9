import { useState } from 'react';
import { Button, TextInput } from 'suomifi-ui-components';
import { api } from '../api';
import { clock } from '../clock';
import { usePlace } from '../place';
import type { AuditLine } from '../shapes';
import { troubleOf } from '../trouble';

/** Who saw and did what with one handoff, or one worker's doings: for auditors and supervisors. This look is written down too. */
export function Audit() {
  const { words, language } = usePlace();
  const [subject, setSubject] = useState('');
  const [lines, setLines] = useState<readonly AuditLine[]>();
  const [trouble, setTrouble] = useState('');
  const kinds: Readonly<Record<string, string>> = { ...words.log.kinds, ...words.audit.actions };
  const details: Readonly<Record<string, string>> = words.audit.details;
  const subjects: Readonly<Record<string, string>> = words.audit.subjects;
  const purposes: Readonly<Record<string, string>> = words.audit.purposes;
  const search = async (): Promise<void> => {
    try {
      setLines(await api.audit(subject.trim()));
      setTrouble('');
    } catch (error) {
      setTrouble(troubleOf(error, words));
    }
  };
  return (
    <main id="main" tabIndex={-1} className="page wide">
      <h1>{words.audit.title}</h1>
      <p>{words.audit.means}</p>
      <form
        className="search"
        onSubmit={(event) => {
          event.preventDefault();
          if (subject.trim() !== '') void search();
        }}
      >
        <TextInput
          labelText={words.audit.about}
          hintText={words.audit.hint}
          value={subject}
          fullWidth
          autoComplete="off"
          onChange={(value) => setSubject(String(value ?? ''))}
        />
        <Button type="submit" aria-disabled={subject.trim() === ''}>
          {words.audit.search}
        </Button>
      </form>
      <div role="status">
        {trouble}
        {lines?.length === 0 && words.audit.nothing}
      </div>
      {lines !== undefined && lines.length > 0 && (
        <div className="scroll" tabIndex={0} role="region" aria-label={words.audit.title}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.audit.when}</th>
                <th scope="col">{words.audit.who}</th>
                <th scope="col">{words.audit.what}</th>
                <th scope="col">{words.audit.subject}</th>
                <th scope="col">{words.audit.why}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line, index) => (
                <tr key={index}>
                  <td>{clock(line.at, language)}</td>
                  <td>{line.name}</td>
                  <td>
                    {kinds[line.action] ?? line.action}
                    {details[line.detail] !== undefined && `: ${details[line.detail] ?? ''}`}
                  </td>
                  <td>{line.caseNumber ?? subjects[line.subject] ?? line.subject}</td>
                  <td>{purposes[line.purpose] ?? line.purpose}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </main>
  );
}
