export const oneCase = 'case';
