/** 用企业目录与单点登录进入时的用词。 */
export default {
  source: { local: '本地账号', ldap: '企业目录', oidc: '单点登录' },
  password: { ldap: '此账号由企业目录管理，请在公司的目录系统中修改密码。', oidc: '此账号通过单点登录进入，在本系统没有密码。' },
}
