/** Two palettes that plots share; a person's choice goes over what the system asks for. */
export const colors = `
:root {
  color-scheme: light dark;
  --page: light-dark(#faf9f6, #14161a); --card: light-dark(#ffffff, #1b1e23); --raised: light-dark(#f3f1ec, #23272d);
  --text: light-dark(#1d2127, #e6e5e1); --muted: light-dark(#5c6470, #a0a7b1);
  --line: light-dark(#e3dfd8, #2d3138); --grid: light-dark(#ece9e3, #2a2e34); --axis: light-dark(#b5b0a7, #565c65);
  --accent: light-dark(#1f5599, #8ab6ee);
  --series-1: light-dark(#2b5c9e, #6f9fdc); --series-2: light-dark(#b06510, #d99a4a);
  --series-3: light-dark(#27796f, #5cb3a6); --series-4: light-dark(#8a4b8f, #c08bc6);
  --won: light-dark(#2b5c9e, #5f90cf); --on-won: light-dark(#ffffff, #0d1117);
  --tied: light-dark(#cfcbc3, #4a4f56); --lost: light-dark(#b0504a, #c9736b); --on-lost: light-dark(#ffffff, #170b0a);
  --chosen: light-dark(#27796f, #5cb3a6); --rejected: light-dark(#b0504a, #d98a83);
  --good: light-dark(#1d6f57, #63c3a3); --bad: light-dark(#a8403a, #e08b84); --doubtful: light-dark(#8f5508, #e0a557);
  --open: light-dark(#5c6470, #a0a7b1);
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
`;
