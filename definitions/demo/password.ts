/** The one password of everyone in a demonstration. It is shown on the log-in page there, and exists nowhere else. */
export const demonstrationPassword = 'qinghe-demo';
