//! OFAC's labels: what an item of the remarks, or an identifier of the XML and of the Consolidated Screening List, is.

use ledger::{CountryRole, DetailKind, IdKind, PartyDateKind};

/// What a labelled item says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    /// A number, which may be followed by its country in brackets, its issue and its expiry.
    Id(IdKind),
    /// An IMO number: a ship's for vessels, a company's otherwise.
    ImoOr(IdKind),
    /// A date in the party's life.
    Date(PartyDateKind),
    /// A tie to a country.
    Country(CountryRole),
    /// A place of birth.
    BirthPlace,
    /// A gender.
    Gender,
    /// Another party.
    Link,
    /// A detail in the source's words, without the label.
    Detail(DetailKind),
    /// A detail that needs its label to be understood.
    Labelled(DetailKind),
    /// A measure or a risk of measures: the whole item is kept.
    Measure,
}

use Says::{BirthPlace, Country, Date, Detail, Gender, Id, ImoOr, Labelled, Link, Measure};

/// The labels as OFAC prints them. The longest that fits an item is the one meant.
const LABELS: &[(&str, Says)] = &[
    // Ships.
    ("Vessel Registration Identification", ImoOr(IdKind::Registration)),
    ("IMO", ImoOr(IdKind::Registration)),
    ("MMSI", Id(IdKind::Mmsi)),
    ("Maritime Mobile Service Identity (MMSI)", Id(IdKind::Mmsi)),
    ("Vessel Call Sign", Id(IdKind::CallSign)),
    ("Other Vessel Call Sign", Id(IdKind::CallSign)),
    ("Former Vessel Call Sign", Id(IdKind::CallSign)),
    ("Vessel Flag", Country(CountryRole::Flag)),
    ("Other Vessel Flag", Country(CountryRole::Flag)),
    ("Former Vessel Flag", Country(CountryRole::FormerFlag)),
    ("Vessel Year of Build", Date(PartyDateKind::Build)),
    ("Vessel Type", Detail(DetailKind::CraftType)),
    ("Other Vessel Type", Detail(DetailKind::CraftType)),
    ("Vessel Owner", Detail(DetailKind::Operator)),
    ("Vessel Gross Registered Tonnage", Labelled(DetailKind::Tonnage)),
    ("Vessel Gross Tonnage", Labelled(DetailKind::Tonnage)),
    ("Vessel Tonnage", Labelled(DetailKind::Tonnage)),
    // Aircraft.
    ("Aircraft Construction Number (also called L/N or S/N or F/N)", Id(IdKind::Aircraft)),
    ("Aircraft Manufacturer's Serial Number (MSN)", Id(IdKind::Aircraft)),
    ("Aircraft Serial Identification", Id(IdKind::Aircraft)),
    ("Aircraft Serial Number", Id(IdKind::Aircraft)),
    ("Aircraft Tail Number", Id(IdKind::Aircraft)),
    ("Previous Aircraft Tail Number", Id(IdKind::Aircraft)),
    ("Aircraft Mode S Transponder Code", Id(IdKind::Aircraft)),
    ("Aircraft Manufacture Date", Date(PartyDateKind::Build)),
    ("Aircraft Model", Detail(DetailKind::CraftType)),
    ("Aircraft Operator", Detail(DetailKind::Operator)),
    // Persons.
    ("DOB", Date(PartyDateKind::Birth)),
    ("POB", BirthPlace),
    ("nationality", Country(CountryRole::Nationality)),
    ("citizen", Country(CountryRole::Nationality)),
    ("Gender", Gender),
    ("Gender:", Gender),
    ("Title", Detail(DetailKind::Position)),
    ("Passport", Id(IdKind::Passport)),
    ("Passport #", Id(IdKind::Passport)),
    ("Passport No.", Id(IdKind::Passport)),
    ("Diplomatic Passport", Id(IdKind::Passport)),
    ("Stateless Person Passport", Id(IdKind::Passport)),
    ("British National Overseas Passport", Id(IdKind::Passport)),
    ("Laissez-passer", Id(IdKind::Passport)),
    ("National ID No.", Id(IdKind::National)),
    ("National ID Number", Id(IdKind::National)),
    ("National Foreign ID Number", Id(IdKind::National)),
    ("Personal ID Card", Id(IdKind::National)),
    ("Tazkira National ID Card", Id(IdKind::National)),
    ("Turkish Identification Number", Id(IdKind::National)),
    ("Citizen's Card Number", Id(IdKind::National)),
    ("Kenyan ID No.", Id(IdKind::National)),
    ("Bosnian Personal ID No.", Id(IdKind::National)),
    ("Moroccan Personal ID No.", Id(IdKind::National)),
    ("Romanian Permanent Resident", Id(IdKind::Document)),
    ("Cedula No.", Id(IdKind::National)),
    ("Cedula de Identidad", Id(IdKind::National)),
    ("Cedula de Residencia", Id(IdKind::Document)),
    ("Cedula de Ciudadania", Id(IdKind::National)),
    ("Numero de Identidad", Id(IdKind::National)),
    ("Tarjeta de Identidad", Id(IdKind::National)),
    ("C.U.R.P.", Id(IdKind::National)),
    ("C.U.R.P. #", Id(IdKind::National)),
    ("C.U.I.", Id(IdKind::National)),
    ("C.U.I.P.", Id(IdKind::National)),
    ("CNP (Personal Numerical Code)", Id(IdKind::National)),
    ("D.N.I.", Id(IdKind::National)),
    ("DNI", Id(IdKind::National)),
    ("DPI", Id(IdKind::National)),
    ("N.I.E.", Id(IdKind::National)),
    ("NIE", Id(IdKind::National)),
    ("I.F.E.", Id(IdKind::Document)),
    ("Credencial electoral", Id(IdKind::Document)),
    ("Electoral Registry No.", Id(IdKind::Document)),
    ("Cartilla de Servicio Militar Nacional", Id(IdKind::Document)),
    ("Driver's License No.", Id(IdKind::Document)),
    ("Residency Number", Id(IdKind::Document)),
    ("Refugee ID Card", Id(IdKind::Document)),
    ("Travel Document Number", Id(IdKind::Document)),
    ("VisaNumberID", Id(IdKind::Document)),
    ("Immigration No.", Id(IdKind::Document)),
    ("Birth Certificate Number", Id(IdKind::Document)),
    ("Pilot License Number", Id(IdKind::Document)),
    ("Seafarer's Identification Document", Id(IdKind::Document)),
    ("Stateless Person ID Card", Id(IdKind::Document)),
    ("Identification Number", ImoOr(IdKind::National)),
    ("SSN", Id(IdKind::National)),
    // Companies.
    ("Organization Established Date", Date(PartyDateKind::Incorporation)),
    ("Organization Type:", Detail(DetailKind::Sector)),
    ("Target Type", Detail(DetailKind::LegalForm)),
    ("Nationality of Registration", Country(CountryRole::Jurisdiction)),
    ("Registration Number", ImoOr(IdKind::Registration)),
    ("Registration ID", ImoOr(IdKind::Registration)),
    ("Business Registration Number", ImoOr(IdKind::Registration)),
    ("Business Registration Document #", Id(IdKind::Registration)),
    ("Business Number", Id(IdKind::Registration)),
    ("Branch Unit Number", Id(IdKind::Registration)),
    ("Company Number", ImoOr(IdKind::Registration)),
    ("UK Company Number", Id(IdKind::Registration)),
    ("Company ID", Id(IdKind::Registration)),
    ("Commercial Registry Number", Id(IdKind::Registration)),
    ("Central Registration System Number", Id(IdKind::Registration)),
    ("Public Registration Number", Id(IdKind::Registration)),
    ("Certificate of Incorporation Number", Id(IdKind::Registration)),
    ("Chamber of Commerce Number", Id(IdKind::Registration)),
    ("Dubai Chamber of Commerce Membership No.", Id(IdKind::Registration)),
    ("Istanbul Chamber of Comm. No.", Id(IdKind::Registration)),
    ("Economic Register Number (CBLS)", Id(IdKind::Registration)),
    ("Enterprise Number", Id(IdKind::Registration)),
    ("Registered Charity No.", Id(IdKind::Registration)),
    ("Trade License No.", Id(IdKind::Registration)),
    ("License", Id(IdKind::Registration)),
    ("C.R. No.", Id(IdKind::Registration)),
    ("Folio Mercantil No.", Id(IdKind::Registration)),
    ("Matricula Mercantil No", Id(IdKind::Registration)),
    ("Matricula Mercantil No.", Id(IdKind::Registration)),
    ("Legal Entity Number", Id(IdKind::Lei)),
    ("LE Number", Id(IdKind::Registration)),
    ("File Number", Id(IdKind::Registration)),
    ("Permit Number", Id(IdKind::Document)),
    ("SRE Permit No.", Id(IdKind::Document)),
    ("Afghan Money Service Provider License Number", Id(IdKind::Registration)),
    ("D-U-N-S Number", Id(IdKind::Other)),
    ("Government Gazette Number", Id(IdKind::Okpo)),
    ("Unified Social Credit Code (USCC)", Id(IdKind::Uscc)),
    ("United Social Credit Code Certificate (USCCC)", Id(IdKind::Uscc)),
    ("Chinese Commercial Code", Id(IdKind::Other)),
    ("Tax ID No.", Id(IdKind::Tax)),
    ("V.A.T. Number", Id(IdKind::Tax)),
    ("Italian Fiscal Code", Id(IdKind::Tax)),
    ("Italian Fiscal Code:", Id(IdKind::Tax)),
    ("Fiscal Code", Id(IdKind::Tax)),
    ("US FEIN", Id(IdKind::Tax)),
    ("NIT #", Id(IdKind::Tax)),
    ("NIF", Id(IdKind::Tax)),
    ("C.I.F.", Id(IdKind::Tax)),
    ("C.U.I.T.", Id(IdKind::Tax)),
    ("R.F.C.", Id(IdKind::Tax)),
    ("R.F.C. #", Id(IdKind::Tax)),
    ("RFC", Id(IdKind::Tax)),
    ("RIF #", Id(IdKind::Tax)),
    ("RUC #", Id(IdKind::Tax)),
    ("RTN", Id(IdKind::Tax)),
    ("CNPJ", Id(IdKind::Tax)),
    ("Numero Unico de Identificacao Tributaria (NUIT)", Id(IdKind::Tax)),
    ("SWIFT/BIC", Id(IdKind::Bic)),
    ("BIK (RU)", Id(IdKind::Other)),
    ("ISIN", Id(IdKind::Security)),
    ("Equity Ticker", Id(IdKind::Security)),
    ("Issuer Name", Labelled(DetailKind::Remark)),
    ("Digital Currency Address -", Id(IdKind::Wallet)),
    // Where to reach them.
    ("Website", Detail(DetailKind::Website)),
    ("Email Address", Detail(DetailKind::Email)),
    ("Phone Number", Detail(DetailKind::Phone)),
    ("Telephone", Detail(DetailKind::Phone)),
    ("Telephone:", Detail(DetailKind::Phone)),
    ("Telephone No.", Detail(DetailKind::Phone)),
    ("Phone No.", Detail(DetailKind::Phone)),
    ("PHONE", Detail(DetailKind::Phone)),
    ("Fax", Labelled(DetailKind::Phone)),
    ("Fax:", Labelled(DetailKind::Phone)),
    ("Fax No.", Labelled(DetailKind::Phone)),
    ("FAX", Labelled(DetailKind::Phone)),
    // Ties and measures.
    ("Linked To:", Link),
    ("Additional Sanctions Information -", Measure),
    ("Secondary sanctions risk:", Measure),
    ("Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions:", Measure),
    ("Executive Order 13662 Directive Determination -", Measure),
    ("Executive Order 13846 information:", Measure),
    ("Executive Order 14059 information:", Measure),
    ("Executive Order 14014 Directive Information -", Measure),
    ("Executive Order 14014 Directive Information", Measure),
    ("Executive Order 14024 Directive Information -", Measure),
    ("Executive Order 14024 Directive Information", Measure),
    ("CAATSA Section 235 Information:", Measure),
    ("CAATSA Section", Measure),
    ("IFCA Determination -", Measure),
    ("Peesa Information:", Measure),
    ("PEESA Information:", Measure),
    ("United States financial institutions are prohibited", Measure),
    ("Effective Date (CMIC)", Measure),
    ("Effective Date (EO", Measure),
    ("Purchase/Sales For Divestment Date (CMIC)", Measure),
    ("Listing Date (CMIC)", Measure),
    ("Listing Date (EO", Measure),
    // What has no better place, and needs its label.
    ("UN/LOCODE", Labelled(DetailKind::Remark)),
    ("For more information", Labelled(DetailKind::Remark)),
    ("for more information", Labelled(DetailKind::Remark)),
    ("All offices worldwide", Labelled(DetailKind::Remark)),
    ("all offices worldwide", Labelled(DetailKind::Remark)),
    ("All Offices Worldwide", Labelled(DetailKind::Remark)),
];

/// The label at the start of an item, what it says, and the rest of the item.
pub(crate) fn labelled(item: &str) -> Option<(&'static str, Says, &str)> {
    let mut found: Option<(&'static str, Says, &str)> = None;
    for &(label, says) in LABELS {
        let other = label.as_bytes().first() != item.as_bytes().first();
        if other || found.is_some_and(|(longest, _, _)| label.len() <= longest.len()) {
            continue;
        }
        if let Some(rest) = item.strip_prefix(label)
            && !rest.starts_with(|c: char| c.is_alphanumeric())
        {
            found = Some((label, says, rest.trim_start()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_label_that_ends_with_a_word_is_meant() {
        let (label, says, rest) = labelled("Registration Number 1061674037259 (Russia)").unwrap();
        assert_eq!((label, says), ("Registration Number", ImoOr(IdKind::Registration)));
        assert_eq!(rest, "1061674037259 (Russia)");
        assert_eq!(labelled("R.F.C. # PMA-910805 (Mexico)").unwrap().0, "R.F.C. #");
        assert_eq!(labelled("citizenship withdrawn"), None);
        assert_eq!(labelled("Chairman of REAL ESTATE BANK"), None);
    }

    #[test]
    fn no_label_stands_twice() {
        let mut labels: Vec<&str> = LABELS.iter().map(|(label, _)| *label).collect();
        labels.sort_unstable();
        assert!(labels.windows(2).all(|pair| pair[0] != pair[1]), "{labels:?}");
    }
}
