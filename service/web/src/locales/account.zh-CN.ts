/** 账号的用词：初始设置、密码、登录设备、令牌。 */
export default {
  setup: {
    title: '初始设置', intro: '您将成为第一位管理员；在此之前谁也不能登录。', name: '您的姓名', submit: '创建并登录', done: '系统已经完成初始设置。', toSignIn: '前往登录',
    hint: '系统尚未设置：请打开服务启动时在控制台打印的链接。',
    noCode: '地址中缺少设置码。请完整打开控制台上的链接，或用 jianqi user setup 重新打印。',
  },
  password: { first: '设置您自己的密码', firstIntro: '一次性密码已有他人看到，请换成您自己的密码后继续。', once: '一次性密码', rule: '至少 10 位；不能是常见密码或您的姓名。', again: '再输入一次新密码', differs: '两次输入不一致' },
  once: { title: '一次性密码', of: '账号 {login}', hint: '请立即复制并安全地交给本人，之后不再显示。首次登录时必须修改。', copy: '复制', copied: '已复制' },
  block: { until: '密码多次错误，{t} 前不能再试', release: '允许重试', released: '现在可以重试' },
  mustChange: '一次性密码',
  resetAsk: '为 {login} 生成新的一次性密码？其登录与 API 令牌将全部失效。',
  session: { title: '登录设备', of: '{login} 的登录设备', current: '本机', seen: '最近使用 {t}', since: '登录于 {t}', end: '退出', endOthers: '退出其他设备', endAll: '全部退出', ended: '已退出 {n} 处', none: '没有登录的设备', open: '登录设备', unknown: '未知设备' },
  factor: {
    title: '两步验证', on: '已开启', intro: '开启后，登录时还要输入手机验证器应用上的验证码；只偷到密码也进不来。', begin: '开始设置', scan: '请用验证器应用扫描，再输入它显示的验证码。',
    qr: '密钥二维码', typeIn: '或手动输入密钥：', code: '验证码', turnOn: '开启', turnOff: '关闭', turnedOn: '今后登录需要验证码', turnedOff: '今后登录不再需要验证码',
    codes: '恢复码', codesHint: '请保存在手机以外的地方；每个可代替验证码使用一次，之后不再显示。', left: '还剩 {n} 个恢复码', recovery: '恢复码', codeOrRecovery: '应用显示的验证码，或恢复码',
    reset: '关闭两步验证', resetAsk: '关闭 {login} 的两步验证？请先确认确为本人要求。', wasReset: '已关闭',
  },
  import: {
    title: '批量添加用户', intro: '用 Excel 或 WPS 保存的 CSV 文件，含账号、姓名、角色、所属组织四列。先检查，再全部添加；有一行有误则一个也不添加。', template: '下载模板', choose: '选择 CSV 文件', line: '行',
    ready: '可以添加 {n} 个用户', faulty: '有 {n} 行需要更正，没有添加任何人', empty: '表中没有数据', apply: '全部添加', added: '已添加 {n} 个用户', keep: '保存一次性密码', open: '批量添加',
  },
  token: {
    scope: { read: '只读', write: '读取与办理', admin: '我的全部权限' }, scopeLabel: '权限', lifeLabel: '有效期', life: { '30': '30 天', '90': '90 天', '365': '一年', never: '长期有效' },
    ends: '{t} 到期', ended: '已于 {t} 到期', endless: '长期有效',
  },
}
