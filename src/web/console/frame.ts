/**
 * Where the console stands: in a tab of Teams, which knows who is signed in, or in a window of its own. In Teams the organisation's
 * sign-in and the page after signing out may not be shown in the frame; the tab's own page signs in again by Teams.
 */
export const inTeams = location.pathname === '/console/teams/queue';

/** Where a worker signs in from here; in Teams the place in the console is kept. */
export function signInPage(): string {
  return inTeams ? `/console/teams${location.hash}` : '/console/sign-in';
}

/** Shows that the worker has signed out. */
export function showSignedOut(): void {
  if (inTeams) location.reload();
  else location.assign('/console/signed-out');
}
