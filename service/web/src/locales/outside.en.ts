/** Words for coming in by a directory or by single sign-on. */
export default {
  source: { local: 'Local account', ldap: 'Directory', oidc: 'Single sign-on' },
  password: { ldap: 'Your company\u2019s directory keeps this password: change it there.', oidc: 'This account comes in by single sign-on and has no password here.' },
}
