/** Words for coming in by a directory or by single sign-on. */
export default {
  source: { local: 'Local account', ldap: 'Directory', oidc: 'Single sign-on' },
  password: { ldap: 'Your company’s directory keeps this password: change it there.', oidc: 'This account comes in by single sign-on and has no password here.' },
  directoryHint: 'Your company account serves here, too.', or: 'or', by: 'Sign in with {name}',
  return: 'Single sign-on', finishing: 'Finishing the sign-in…', back: 'Back to the sign-in page', backToMe: 'Back to My settings', linked: 'Linked: you can sign in by it from now on',
  title: 'Single sign-on', intro: 'Link your identity there with this account, and sign in by it from then on.', link: 'Link {name}', unlink: 'Unlink', unlinkAsk: 'Unlink {name}? You will not be able to sign in by it any more.', unlinked: 'Unlinked', unused: 'Not used yet',
  toDirectory: 'Sign in by directory', toDirectoryAsk: 'From now on {login} signs in with the directory’s password. The local password goes; sessions and tokens end at once. A password reset makes the account local again.', toDirectoryDone: 'The directory checks the password from now on',
  resetAsk: '{login} becomes a local account with a new one-time password. What ties it to the directory or to single sign-on is removed; its sessions and API tokens end.',
}
