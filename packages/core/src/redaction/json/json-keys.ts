import type { KeyKind } from './json.ts';

/**
 * Keys of national numbers, documents, dates of birth, addresses and keys of programs, as in "date_of_birth". A `DEVICE` has
 * a number that stays, though it may pass for a card.
 */
export const PERSONAL_KEYS: KeyKind[] = [
  {
    name: /(?<![^_])(?:ssn|itin|nino|nhs|social_security|national_insurance|national_id|tax_id|tax_file|tfn|aadhaa?r|steuer_?id|codice_fiscale|bsn|cpf|cnpj|dni|nie|nif|nir)(?:_?(?:number|no|nr|last_?4))?$/,
    kind: 'NATIONAL_ID',
    least: 4,
    most: 20,
  },
  {
    name: /(?<![^_])(?:date_of_birth|birth_?date|dob|birth_?day|geburtsdatum|date_naissance|fecha_nacimiento|data_nascita|data_nascimento|geboortedatum)$/,
    kind: 'DATE_OF_BIRTH',
    least: 2,
    most: 17,
  },
  {
    name: /(?<![^_])(?:passport|driving_licen[cs]e|drivers?_licen[cs]e|licen[cs]e|id_card|identity_card|document|ausweis)_(?:number|no|nr)$/,
    kind: 'ID_DOCUMENT',
    least: 2,
    most: 20,
  },
  {
    name: /^(?:(?:street|home|postal|billing|shipping|delivery|mailing|residential|customer|client|user|contact)_)?(?:street_?)?address(?:_?line)?(?:_?[1-3])?$|^(?:street|address_line_[1-3]|street_name_and_number)$/,
    kind: 'ADDRESS',
    least: 1,
    most: 20,
  },
  {
    name: /(?<![^_])(?:api_?key|secret_?(?:access_?)?key|access_?token|refresh_?token|id_?token|client_?secret|private_?key|bearer_?token|reset_?(?:token|link|url)|magic_?link)$/,
    kind: 'SECRET',
    least: 0,
    most: Infinity,
  },
  { name: /(?<![^_])(?:imei|meid|imeisv)(?:_?(?:number|no|\d))?$/, kind: 'DEVICE', least: 14, most: 17 },
];
