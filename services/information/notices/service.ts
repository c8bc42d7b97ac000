import { service } from '#kernel';
import { accessibility } from './accessibility.tsx';
import { legalNotice } from './legal-notice.tsx';
import { securityTxt } from './security-txt.ts';
import { t } from './texts.ts';

export default service({
  name: 'notices',
  label: t.label,
  family: 'information',
  needs: ['utilities/account'],
  routes: [accessibility, legalNotice, securityTxt],
  personalData: [],
});
