/** The mini program as WeChat's sheets and chats name it. */
export const miniProgramName = '活水鲜生';
