/** Words of accounts: the first set-up, passwords, sessions, tokens. */
export default {
  setup: {
    title: 'Set up', intro: 'You make the first administrator. Nobody else can sign in before.', name: 'Your name', submit: 'Create and sign in', done: 'This installation has been set up already.', toSignIn: 'To the sign-in page',
    hint: 'Not set up yet: open the link that the server printed on its console when it started.',
    noCode: 'The address lacks its code. Open the link on the server’s console whole, or print a new one by “jianqi user setup”.',
  },
  password: { first: 'Choose your own password', firstIntro: 'Your one-time password has been seen by others. Choose your own to go on.', once: 'One-time password', rule: '10 characters or more; not a common password, not your name.', again: 'The new password again', differs: 'The two do not match' },
  once: { title: 'One-time password', of: 'For {login}', hint: 'Copy it now and hand it over safely; it is not shown again. It must be changed at the first sign-in.', copy: 'Copy', copied: 'Copied' },
  block: { until: 'Wrong passwords: waits until {t}', release: 'Let try again', released: 'May try again now' },
  mustChange: 'One-time password',
  resetAsk: 'Give {login} a new one-time password? Their sessions and API tokens end.',
  session: { title: 'Where you are signed in', of: 'Sessions of {login}', current: 'This one', seen: 'last used {t}', since: 'since {t}', end: 'End', endOthers: 'End all others', endAll: 'End all', ended: '{n} sessions ended', none: 'Nowhere signed in', open: 'Sessions', unknown: 'Unknown device' },
  factor: {
    title: 'Second factor', on: 'On', intro: 'With it, a sign-in asks for a code of an authenticator app on your phone as well; a stolen password alone opens nothing.', begin: 'Set up', scan: 'Scan this with your authenticator app, then type the code that it shows.',
    qr: 'QR picture of the secret', typeIn: 'Or type in the secret:', code: 'Code', turnOn: 'Turn on', turnOff: 'Turn off', turnedOn: 'Every sign-in asks for a code now', turnedOff: 'Sign-ins ask for no code now',
    codes: 'Recovery codes', codesHint: 'Keep them where your phone is not; each serves once in place of a code. They are not shown again.', left: '{n} recovery codes left', recovery: 'Recovery code', codeOrRecovery: 'Code of your app, or a recovery code',
    reset: 'Turn off second factor', resetAsk: 'Turn off the second factor of {login}? Make sure that it is really they who ask.', wasReset: 'Turned off',
  },
  import: {
    title: 'Add users from a table', intro: 'A CSV file with user name, name, role and unit; saved by Excel or WPS. It is checked first; then all are added, or nobody.', template: 'Download the template', choose: 'Choose a CSV file', line: 'Line',
    ready: '{n} users can be added', faulty: '{n} rows must be corrected; nobody was added', empty: 'The table has no rows', apply: 'Add all', added: '{n} users added', keep: 'Save the one-time passwords', open: 'Add from a table',
  },
  token: {
    scope: { read: 'Read', write: 'Read and work', admin: 'All that I may' }, scopeLabel: 'May do', lifeLabel: 'Ends', life: { '30': 'in 30 days', '90': 'in 90 days', '365': 'in a year', never: 'never' },
    ends: 'ends {t}', ended: 'ended {t}', endless: 'no end',
  },
}
