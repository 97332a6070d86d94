/** 通行密钥的用词。 */
export default {
  title: '通行密钥',
  intro: '用指纹、面容或设备 PIN 登录，无需密码；它只在本系统的地址有效，骗不走。添加后，只凭密码不再能登录。',
  none: '还没有通行密钥。', noneMend: '可以添加这台电脑、手机或安全密钥。',
  add: '添加通行密钥', addHint: '输入当前密码，然后按设备的提示操作。', name: '名称', suggested: '{device} 的通行密钥', unnamed: '通行密钥',
  added: '已添加；今后可以用它登录', used: '最近使用 {t}', unused: '尚未使用', since: '添加于 {t}', synced: '已同步到多台设备',
  rename: '改名', renamed: '已改名', remove: '移除', removeAsk: '移除“{name}”？之后不能再用它登录。请输入密码确认。', removed: '已移除',
  signIn: '用通行密钥登录', use: '使用通行密钥', or: '或',
  declined: '没有完成', declinedMend: '设备的窗口已关闭或超时；请再试一次，或换一种方式。',
  here: '在当前地址不能添加通行密钥：请改用 https 域名访问，在本机则打开 http://localhost。',
  unsupported: '这个浏览器不支持通行密钥，请更新浏览器。',
  failed: '设备没有给出通行密钥', failedMend: '请再试一次；仍不行时，请确认打开的是系统的正式地址。',
  held: '这台设备已经添加过', heldMend: '无需再次添加。',
  demanded: '本系统要求使用两步验证。请先添加通行密钥，或开启下面的验证码，然后继续。',
}
