/** Words by which a label says that its voice speaks for the company, in lower case and without accents. */
export const AGENT_WORDS: ReadonlySet<string> = new Set(
  (
    'agent agents rep reps representative representatives advisor advisors adviser advisers operator operators csr csa ' +
    'employee staff support assistant internal consultant clerk associate specialist teller service services helpdesk ' +
    'desk care attendant sales salesperson seller company business success agt hotline receptionist dispatcher technician ' +
    'engineer nurse banker broker recruiter collector telephonist ' +
    // German
    'agentin mitarbeiter mitarbeiterin berater beraterin kundenberater kundenberaterin kundenbetreuer kundenbetreuerin ' +
    'betreuer betreuerin sachbearbeiter sachbearbeiterin bearbeiter bearbeiterin servicekraft fachkraft kundenservice ' +
    'kundendienst verkaufer verkauferin techniker technikerin telefonistin intern ' +
    // French
    'agente conseiller conseillere teleconseiller teleconseillere operateur operatrice representant representante employe ' +
    'employee charge chargee vendeur vendeuse hotesse technicien technicienne teleoperateur teleoperatrice interne ' +
    // Spanish
    'asesor asesora operador operadora teleoperador teleoperadora ejecutivo ejecutiva empleado empleada gestor gestora ' +
    'vendedor vendedora interno interna soporte servicio atencion colaborador colaboradora tecnico tecnica ' +
    // Italian
    'assistenza operatore operatori consulente addetto addetta assistente impiegato impiegata venditore servizio ' +
    // Portuguese
    'atendente atendimento consultor consultora assessor assessora funcionario funcionaria suporte servico ' +
    // Dutch
    'telefonist telefoniste medewerker medewerkster adviseur klantenservice klantendienst'
  ).split(' '),
);

/** The same for the customer. */
export const CUSTOMER_WORDS: ReadonlySet<string> = new Set(
  (
    'customer customers cust client clients caller callers user users enduser consumer external buyer guest visitor patient ' +
    'member subscriber shopper passenger policyholder cus accountholder cardholder holder prospect debtor candidate ' +
    'applicant borrower tenant resident donor ' +
    // German
    'kunde kundin kunden anrufer anruferin klient klientin benutzer benutzerin nutzer nutzerin verbraucher interessent interessentin gast extern ' +
    // French
    'abonne abonnee cliente appelant appelante usager utilisateur utilisatrice acheteur externe ' +
    // Spanish, Italian, Portuguese
    'abonado abonada assinante chamador chamadora usuario usuaria llamante comprador compradora consumidor paciente externo externa clienti utente chiamante acquirente ' +
    'utilizador utilizadora consumidora ' +
    // Dutch
    'klant klanten beller consument gebruiker'
  ).split(' '),
);

/** Words of a voice that is neither side: a machine, or a person who only listens in or translates. */
export const OTHER_WORDS: ReadonlySet<string> = new Set(
  (
    'ivr bot chatbot voicebot robot virtual system supervisor automated automatic automation ai recording recorder ' +
    'announcement voicemail queue hold music monitor coach manager interpreter translator moderator notification ' +
    'lex machine self prompt menu trainer background noise ' +
    // German
    'vorgesetzter vorgesetzte teamleiter teamleiterin teamleitung dolmetscher dolmetscherin ubersetzer ansage ' +
    'anrufbeantworter warteschleife sprachcomputer bandansage chatroboter ' +
    // French
    'systeme superviseur superviseuse repondeur interprete messagerie automate ' +
    // Spanish, Italian, Portuguese
    'sistema supervisora buzon contestador supervisore segreteria risponditore robo automatico automatica ' +
    // Dutch
    'systeem leidinggevende antwoordapparaat tolk'
  ).split(' '),
);

/** How long words end that say the same in compounds: "Servicemitarbeiterin", "Callcenteragent", "Bestandskunde". */
export const AGENT_ENDINGS = [
  'mitarbeiter',
  'mitarbeiterin',
  'berater',
  'beraterin',
  'betreuer',
  'agent',
  'medewerker',
];
export const CUSTOMER_ENDINGS = ['kunde', 'kundin', 'customer', 'caller', 'nutzer', 'user'];

/** Japanese, whose labels have no spaces; the longest first. */
export const JAPANESE: readonly (readonly [role: 'agent' | 'customer' | 'other', word: string])[] = [
  ['other', '自動音声'],
  ['other', 'ボット'],
  ['other', 'システム'],
  ['other', 'スーパーバイザー'],
  ['other', '管理者'],
  ['other', '監督者'],
  ['other', '通訳'],
  ['other', '上司'],
  ['other', '留守番電話'],
  ['agent', 'カスタマーサポート'],
  ['agent', 'カスタマーサービス'],
  ['agent', 'お客様相談'],
  ['agent', 'エージェント'],
  ['agent', 'オペレーター'],
  ['agent', 'オペレータ'],
  ['agent', '担当者'],
  ['agent', '担当'],
  ['agent', '応対者'],
  ['agent', 'スタッフ'],
  ['agent', 'サポート'],
  ['agent', '受付'],
  ['agent', '係員'],
  ['agent', '窓口'],
  ['agent', 'コールセンター'],
  ['customer', 'お客さま'],
  ['customer', 'お客様'],
  ['customer', '顧客'],
  ['customer', 'カスタマー'],
  ['customer', 'クライアント'],
  ['customer', 'ユーザー'],
  ['customer', 'ユーザ'],
  ['customer', '利用者'],
  ['customer', '発信者'],
  ['customer', '契約者'],
  ['customer', '加入者'],
  ['customer', '会員'],
  ['customer', '客'],
];
