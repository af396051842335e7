import type { ProblemCode } from '../errors.ts';

type Texts = { zh: string; en: string };

/** What a reader is told for each code where nothing more exact is known: what is wrong, and the mend. */
export const problemTexts: Record<ProblemCode, { title: Texts; detail: Texts }> = {
  'bad-input': {
    title: { zh: '提交的内容有误', en: 'The input is wrong' },
    detail: { zh: '请按各项提示改正后重新提交。', en: 'Mend the places named below and send it again.' },
  },
  'key-missing': {
    title: { zh: '缺少请求编号', en: 'The request has no key' },
    detail: {
      zh: '每次写入都要在 Idempotency-Key 头中带一个 UUID；重试时使用同一个。',
      en: 'Every write needs a UUID in the Idempotency-Key header; a retry uses the same one.',
    },
  },
  'not-logged-in': {
    title: { zh: '尚未登录', en: 'You are not logged in' },
    detail: {
      zh: '登录已失效或尚未登录，请登录后继续；未提交的草稿已保存。',
      en: 'The session has ended or there was none. Log in to go on; saved drafts are kept.',
    },
  },
  'wrong-credentials': {
    title: { zh: '用户名或密码不正确', en: 'Wrong login or password' },
    detail: { zh: '请检查后重新输入。', en: 'Check both and try again.' },
  },
  'not-allowed': {
    title: { zh: '没有权限', en: 'You may not do this' },
    detail: {
      zh: '您现任的岗位不允许此操作；如有疑问请联系本单位管理员。',
      en: 'None of the posts you hold now allows it. Ask your administrator if that seems wrong.',
    },
  },
  'foreign-origin': {
    title: { zh: '请求来源不被接受', en: 'The request came from another site' },
    detail: { zh: '请在本系统页面内操作。', en: 'Use the pages of this platform.' },
  },
  'not-found': {
    title: { zh: '没有找到', en: 'Not found' },
    detail: {
      zh: '所请求的内容不存在，或您无权知悉。',
      en: 'There is no such thing, or none that you may see.',
    },
  },
  'being-opened': {
    title: { zh: '事项已受理，正在建立', en: 'Taken in, and being set up' },
    detail: {
      zh: '无需重新填报：建立后本页自动显示。几分钟后仍未出现的，请告知系统管理员。',
      en: 'Nothing needs to be entered again: this page shows it once it is there. Tell your administrator if that takes minutes.',
    },
  },
  'method-not-known': {
    title: { zh: '不支持此操作', en: 'Not possible here' },
    detail: { zh: '该地址不接受这种请求方法。', en: 'This address does not take that method.' },
  },
  'task-not-open': {
    title: { zh: '任务已办结', en: 'The task is no longer open' },
    detail: { zh: '该任务已由他人办理或已被取消。', en: 'Someone has completed it, or it was cancelled.' },
  },
  'task-changed': {
    title: { zh: '任务已变动', en: 'The task has changed' },
    detail: { zh: '请刷新页面查看最新情况后再办理。', en: 'Reload to see how it stands now, then go on.' },
  },
  'case-closed': {
    title: { zh: '事项已结束', en: 'The case has ended' },
    detail: {
      zh: '事项已办结或已取消，不能再操作。',
      en: 'It is completed or cancelled and takes nothing more.',
    },
  },
  'version-conflict': {
    title: { zh: '内容已被他人修改', en: 'Someone else has changed it' },
    detail: { zh: '请刷新后在最新内容上修改。', en: 'Reload and make your change to what stands there now.' },
  },
  'idempotency-conflict': {
    title: { zh: '请求编号已用于其他内容', en: 'The key was used for something else' },
    detail: {
      zh: '同一 Idempotency-Key 不能用于不同的内容，请换一个新的。',
      en: 'One Idempotency-Key stands for one content. Use a new key.',
    },
  },
  'already-exists': {
    title: { zh: '已经存在', en: 'It exists already' },
    detail: { zh: '已有同名内容，请换一个名称。', en: 'There is one of that name. Choose another.' },
  },
  'start-indeterminate': {
    title: { zh: '尚不能确认是否已立项', en: 'Not known yet whether the case was started' },
    detail: {
      zh: '系统暂时无法确认，请稍后用同一请求重试，不会重复立项。',
      en: 'Send the same request again in a moment; nothing will be started twice.',
    },
  },
  'precondition-required': {
    title: { zh: '缺少版本信息', en: 'The version is missing' },
    detail: { zh: '请先读取最新内容再提交。', en: 'Read the latest first, then send its version.' },
  },
  'too-large': {
    title: { zh: '内容过大', en: 'Too large' },
    detail: { zh: '请减小内容后重试。', en: 'Make it smaller and try again.' },
  },
  'wrong-content-type': {
    title: { zh: '内容类型不被接受', en: 'That content type is not taken' },
    detail: { zh: '请以 application/json 发送。', en: 'Send application/json.' },
  },
  unprocessable: {
    title: { zh: '内容无法处理', en: 'The content cannot be used' },
    detail: { zh: '请按各项提示改正后重新提交。', en: 'Mend the places named below and send it again.' },
  },
  'locked-out': {
    title: { zh: '登录已暂时锁定', en: 'Log-in is locked for a while' },
    detail: {
      zh: '密码多次输入有误，请稍后再试。',
      en: 'The password was wrong too often. Try again later.',
    },
  },
  'too-many-requests': {
    title: { zh: '请求过于频繁', en: 'Too many requests' },
    detail: { zh: '请稍后再试。', en: 'Wait a moment and try again.' },
  },
  internal: {
    title: { zh: '系统出错', en: 'Something went wrong here' },
    detail: {
      zh: '这是系统的错误，已记录。请稍后重试；如仍不成功，请把编号告诉管理员。',
      en: 'The fault is ours and was logged. Try again; if it stays, give the number to your administrator.',
    },
  },
  'temporarily-unavailable': {
    title: { zh: '系统暂时不可用', en: 'Not available right now' },
    detail: {
      zh: '系统正在启动或恢复，请稍后重试；重复提交不会产生重复结果。',
      en: 'The platform is starting or recovering. Try again in a moment; nothing will be done twice.',
    },
  },
};
