/** 用企业目录与单点登录进入时的用词。 */
export default {
  source: { local: '本地账号', ldap: '企业目录', oidc: '单点登录' },
  password: { ldap: '此账号由企业目录管理，请在公司的目录系统中修改密码。', oidc: '此账号通过单点登录进入，在本系统没有密码。' },
  directoryHint: '可使用公司目录的账号和密码。', or: '或', by: '使用{name}登录',
  return: '单点登录', finishing: '正在完成登录…', back: '返回登录页', backToMe: '返回个人设置', linked: '已绑定，今后可以用它登录',
  title: '单点登录', intro: '把您在单点登录中的身份绑定到这个账号，今后可以直接用它登录。', link: '绑定{name}', unlink: '解除绑定', unlinkAsk: '解除与{name}的绑定？今后不能再用它登录。', unlinked: '已解除绑定', unused: '尚未用它登录过',
  toDirectory: '改由目录登录', toDirectoryAsk: '{login} 今后用公司目录的密码登录，本地密码作废，现有登录与令牌立即失效。要改回本地账号，请重置密码。', toDirectoryDone: '今后由企业目录核对密码',
  resetAsk: '{login} 将变为本地账号，得到新的一次性密码；与企业目录、单点登录的关联会解除，其登录与 API 令牌将全部失效。',
}
