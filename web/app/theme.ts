import type { ThemeConfig } from 'antd';

/** Deep blue of official pages, quiet greys, an 8-pixel grid, and targets of 44 px (WCAG 2.5.8 asks for 24). */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1a4b8c',
    colorLink: '#1a4b8c',
    colorLinkHover: '#0f3264',
    colorError: '#b42318',
    colorWarning: '#9a5b00',
    colorSuccess: '#146c43',
    colorInfo: '#1a4b8c',
    colorText: '#1b2733',
    colorTextSecondary: '#4a5968',
    colorTextDescription: '#4a5968',
    colorTextPlaceholder: '#66727f',
    colorTextDisabled: '#66727f',
    colorBorder: '#8794a3',
    colorBorderSecondary: '#dbe1e8',
    colorBgLayout: '#f3f5f8',
    borderRadius: 6,
    controlHeight: 44,
    controlHeightSM: 36,
    fontSize: 16,
    fontFamily:
      "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif",
    // For whoever asked for less motion a dialog is there at once.
    motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
  components: {
    Button: { fontWeight: 500, primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Modal: { titleFontSize: 18 },
  },
};
