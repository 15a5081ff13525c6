//! The facts that rules may ask for, by name, scope and kind.
//!
//! The pack's texts name facts; reading the pack turns the names into these, once. Nothing inside asks by text.

use serde::Deserialize;

/// What a rule, and the facts in it, are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Scope {
    /// The order as a whole.
    Order,
    /// One line of goods.
    Line,
    /// One party, or the ship of a leg.
    Party,
    /// One listing that a party may be.
    Match,
    /// One listed address at which a party is.
    Address,
    /// Ownership of one party under one law.
    Owner,
    /// One leg of the route.
    Leg,
    /// One flag of the order's checklist.
    Flag,
}

/// What kind of answer a fact has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Yes, no or unknown.
    Truth,
    /// One code or several, all of them known or not.
    Codes,
    /// A day.
    Day,
}

/// A fact that rules may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Fact {
    /// What is done with the goods.
    Transaction,
    /// The country of destination.
    Destination,
    /// Where the goods come to rest or to hand: the destination, and the countries of whoever receives them.
    Onward,
    /// Every country that the trade touches.
    Nodes,
    /// The country that the goods leave.
    ShipFrom,
    /// Countries of whoever exports or sells.
    Exporters,
    /// Countries and nationalities of all parties.
    Persons,
    /// Countries that the route touches.
    RouteCountries,
    /// Countries that the route touches between its ends.
    RouteTransit,
    /// The currency that moves; without one, the currencies that the lines are priced in.
    PaymentCurrency,
    /// Whether the goods go to a territory that embargoes name apart from its state.
    RegionEmbargoed,
    /// Whether the contract prohibits re-export to Russia.
    ClauseDeclared,
    /// The day of the contract.
    ContractDate,
    /// Whether the order has goods at all.
    GoodsGiven,
    /// Whether an exporter or seller is named.
    ExporterNamed,
    /// Whether anyone who receives the goods is named.
    ReceiverNamed,
    /// Whether whoever uses the goods is named.
    EndUserNamed,
    /// Whether the order says what the goods are for.
    EndUseStated,
    /// Whether the use or the user is military.
    EndUseMilitary,
    /// Whether the use or the user is military intelligence.
    EndUseMilitaryIntelligence,
    /// Whether the use is in rockets, missiles or unmanned aircraft.
    EndUseRocketOrUav,
    /// Whether the use is in nuclear, chemical or biological weapons.
    EndUseWmd,
    /// Whether it is known to whom a reseller sells on.
    ResaleChainKnown,
    /// Whether a red flag stands, computed or declared, that nobody has resolved.
    FlagRaised,
    /// Whether a US person owns or controls whoever exports or sells.
    UsOwned,
    /// Whether a licence exception is claimed.
    ExceptionClaimed,
    /// Whether the letter of credit consigns the goods to the bank that issued it.
    LcNamesBankAsConsignee,
    /// Whether the goods are of US origin.
    LineUsOrigin,
    /// Whether the goods are in, or leave, the United States.
    LineInUs,
    /// Whether controlled US content is above its threshold.
    LineAboveDeMinimis,
    /// Whether that was computed at all.
    LineDeMinimisComputed,
    /// Whether the goods are the direct product of US technology or software.
    LineUsTechnology,
    /// Whether they come from a plant that is such a product.
    LineUsPlant,
    /// Whether the goods are EAR99.
    LineEar99,
    /// Whether the ECCN does not read, or stands in no table.
    LineEccnBad,
    /// Whether the ECCN is an entry of the Commerce Control List.
    LineOnCcl,
    /// Whether its only reasons for control are anti-terrorism.
    LineAtOnly,
    /// The category of the Commerce Control List, 0 to 9.
    LineCategory,
    /// Whether the Country Chart requires a licence for the destination.
    LineChartRequired,
    /// Whether the goods are on the United States Munitions List.
    LineUsml,
    /// Whether the goods are in Annex I of Regulation (EU) 2021/821.
    LineEuDualUse,
    /// Whether a customs code is given, good or bad.
    LineHsGiven,
    /// Whether the customs code does not read.
    LineHsBad,
    /// The chapter of the customs code, two digits.
    LineChapter,
    /// The heading of the customs code, four digits.
    LineHeading,
    /// Whether the code is on the priority list of the day.
    LineChplHit,
    /// Whether it is an older code whose successors are.
    LineChplCandidate,
    /// Whether the goods do what the guidance on Iran's UAVs is about.
    LineItemOfConcern,
    /// Whether lots, date codes or serial numbers are recorded.
    LineTraceable,
    /// Whether text and code disagree.
    LineTextMismatch,
    /// Whether this very part was recovered from a weapon.
    LineRecoveredExact,
    /// Whether a part of its family or number was.
    LineRecoveredAlike,
    /// Whether the line is in Supplement No. 2 to Part 746.
    LineSupplement2,
    /// Whether the line is in Supplement No. 4 to Part 746.
    LineSupplement4,
    /// Whether the line is in Supplement No. 5 to Part 746.
    LineSupplement5,
    /// Whether the line is in Supplement No. 6 to Part 746.
    LineSupplement6,
    /// Whether the line is in Supplement No. 7 to Part 746.
    LineSupplement7,
    /// Whether the line is in Annex VII of Regulation (EU) 833/2014.
    LineAnnexVii,
    /// Whether the line is in Annex XI of Regulation (EU) 833/2014.
    LineAnnexXi,
    /// Whether the line is in Annex XX of Regulation (EU) 833/2014.
    LineAnnexXx,
    /// Whether the line is in Annex XXIII of Regulation (EU) 833/2014.
    LineAnnexXxiii,
    /// Whether the line is in Annex XXXV of Regulation (EU) 833/2014.
    LineAnnexXxxv,
    /// Whether the line is in Annex XL of Regulation (EU) 833/2014.
    LineAnnexXl,
    /// What the party does in the trade.
    PartyRole,
    /// What kind of customer it is.
    PartyTypeCode,
    /// Where it sits.
    PartyCountry,
    /// Whether its country does not read.
    PartyCountryBad,
    /// Whether it has a name.
    PartyNamed,
    /// Whether it has an address.
    PartyAddressed,
    /// Whether goods reach it, or it decides where they go.
    PartyReceives,
    /// Whether the goods stay with it, as far as the order says.
    PartyFinal,
    /// Whether it forwards goods for others, by role, name or the same name in another role.
    PartyForwarder,
    /// Whether one of its numbers is not what it should be.
    PartyIdsBad,
    /// Whether anyone says who owns it.
    PartyOwnersKnown,
    /// When it was founded.
    PartyIncorporated,
    /// Whether its mail is at a free provider.
    PartyPersonalMail,
    /// Programme codes of the listing.
    MatchProgram,
    /// Footnotes of an Entity List entry.
    MatchFootnote,
    /// What the licence requirement covers: `all_items`, `ccl`, `supplement_2`, `other` or `none`.
    MatchRequirement,
    /// Whether the list says when the listing ends.
    MatchEndKnown,
    /// Whether the matched thing is a ship of the route.
    MatchVessel,
    /// Whether floor or unit are the same too.
    AddressSameUnit,
    /// Whether the entry is an address without a party.
    AddressAlone,
    /// The legal list of the entry.
    AddressList,
    /// The law under which ownership was computed.
    OwnerLawCode,
    /// Whether listed parties own enough.
    OwnerBlocked,
    /// Whether listed parties own any part at all.
    OwnerPart,
    /// Countries at both ends of the leg.
    LegCountries,
    /// Whether an end is a port, lock or airport under the EU's transaction ban.
    LegEuBannedPort,
    /// Whether both ends are known places.
    LegPlacesKnown,
    /// Whether the ship's IMO number does not read.
    LegImoBad,
    /// Whether the ship has a name and no IMO number.
    LegNameOnly,
}

impl Fact {
    /// Every fact.
    pub(crate) const ALL: [Self; 92] = [
        Self::Transaction,
        Self::Destination,
        Self::Onward,
        Self::Nodes,
        Self::ShipFrom,
        Self::Exporters,
        Self::Persons,
        Self::RouteCountries,
        Self::RouteTransit,
        Self::PaymentCurrency,
        Self::RegionEmbargoed,
        Self::ClauseDeclared,
        Self::ContractDate,
        Self::GoodsGiven,
        Self::ExporterNamed,
        Self::ReceiverNamed,
        Self::EndUserNamed,
        Self::EndUseStated,
        Self::EndUseMilitary,
        Self::EndUseMilitaryIntelligence,
        Self::EndUseRocketOrUav,
        Self::EndUseWmd,
        Self::ResaleChainKnown,
        Self::FlagRaised,
        Self::UsOwned,
        Self::ExceptionClaimed,
        Self::LcNamesBankAsConsignee,
        Self::LineUsOrigin,
        Self::LineInUs,
        Self::LineAboveDeMinimis,
        Self::LineDeMinimisComputed,
        Self::LineUsTechnology,
        Self::LineUsPlant,
        Self::LineEar99,
        Self::LineEccnBad,
        Self::LineOnCcl,
        Self::LineAtOnly,
        Self::LineCategory,
        Self::LineChartRequired,
        Self::LineUsml,
        Self::LineEuDualUse,
        Self::LineHsGiven,
        Self::LineHsBad,
        Self::LineChapter,
        Self::LineHeading,
        Self::LineChplHit,
        Self::LineChplCandidate,
        Self::LineItemOfConcern,
        Self::LineTraceable,
        Self::LineTextMismatch,
        Self::LineRecoveredExact,
        Self::LineRecoveredAlike,
        Self::LineSupplement2,
        Self::LineSupplement4,
        Self::LineSupplement5,
        Self::LineSupplement6,
        Self::LineSupplement7,
        Self::LineAnnexVii,
        Self::LineAnnexXi,
        Self::LineAnnexXx,
        Self::LineAnnexXxiii,
        Self::LineAnnexXxxv,
        Self::LineAnnexXl,
        Self::PartyRole,
        Self::PartyTypeCode,
        Self::PartyCountry,
        Self::PartyCountryBad,
        Self::PartyNamed,
        Self::PartyAddressed,
        Self::PartyReceives,
        Self::PartyFinal,
        Self::PartyForwarder,
        Self::PartyIdsBad,
        Self::PartyOwnersKnown,
        Self::PartyIncorporated,
        Self::PartyPersonalMail,
        Self::MatchProgram,
        Self::MatchFootnote,
        Self::MatchRequirement,
        Self::MatchEndKnown,
        Self::MatchVessel,
        Self::AddressSameUnit,
        Self::AddressAlone,
        Self::AddressList,
        Self::OwnerLawCode,
        Self::OwnerBlocked,
        Self::OwnerPart,
        Self::LegCountries,
        Self::LegEuBannedPort,
        Self::LegPlacesKnown,
        Self::LegImoBad,
        Self::LegNameOnly,
    ];

    /// The name that the pack, questions and answers use.
    pub(crate) const fn name(self) -> &'static str {
        self.row().0
    }

    /// What it is about.
    pub(crate) const fn scope(self) -> Scope {
        self.row().1
    }

    /// What kind of answer it has.
    pub(crate) const fn kind(self) -> Kind {
        self.row().2
    }

    /// The fact of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fact| fact.name() == name)
    }

    const fn row(self) -> (&'static str, Scope, Kind) {
        match self {
            Self::Transaction => ("transaction", Scope::Order, Kind::Codes),
            Self::Destination => ("destination", Scope::Order, Kind::Codes),
            Self::Onward => ("onward", Scope::Order, Kind::Codes),
            Self::Nodes => ("nodes", Scope::Order, Kind::Codes),
            Self::ShipFrom => ("ship_from", Scope::Order, Kind::Codes),
            Self::Exporters => ("exporters", Scope::Order, Kind::Codes),
            Self::Persons => ("persons", Scope::Order, Kind::Codes),
            Self::RouteCountries => ("route.countries", Scope::Order, Kind::Codes),
            Self::RouteTransit => ("route.transit", Scope::Order, Kind::Codes),
            Self::PaymentCurrency => ("payment.currency", Scope::Order, Kind::Codes),
            Self::RegionEmbargoed => ("region.embargoed", Scope::Order, Kind::Truth),
            Self::ClauseDeclared => ("clause.declared", Scope::Order, Kind::Truth),
            Self::ContractDate => ("contract.date", Scope::Order, Kind::Day),
            Self::GoodsGiven => ("goods.given", Scope::Order, Kind::Truth),
            Self::ExporterNamed => ("exporter.named", Scope::Order, Kind::Truth),
            Self::ReceiverNamed => ("receiver.named", Scope::Order, Kind::Truth),
            Self::EndUserNamed => ("end_user.named", Scope::Order, Kind::Truth),
            Self::EndUseStated => ("end_use.stated", Scope::Order, Kind::Truth),
            Self::EndUseMilitary => ("end_use.military", Scope::Order, Kind::Truth),
            Self::EndUseMilitaryIntelligence => ("end_use.military_intelligence", Scope::Order, Kind::Truth),
            Self::EndUseRocketOrUav => ("end_use.rocket_or_uav", Scope::Order, Kind::Truth),
            Self::EndUseWmd => ("end_use.wmd", Scope::Order, Kind::Truth),
            Self::ResaleChainKnown => ("resale_chain.known", Scope::Order, Kind::Truth),
            Self::FlagRaised => ("flag.raised", Scope::Order, Kind::Truth),
            Self::UsOwned => ("us.owned", Scope::Order, Kind::Truth),
            Self::ExceptionClaimed => ("exception.claimed", Scope::Order, Kind::Truth),
            Self::LcNamesBankAsConsignee => ("lc.names_bank_as_consignee", Scope::Order, Kind::Truth),
            Self::LineUsOrigin => ("line.us_origin", Scope::Line, Kind::Truth),
            Self::LineInUs => ("line.in_us", Scope::Line, Kind::Truth),
            Self::LineAboveDeMinimis => ("line.above_de_minimis", Scope::Line, Kind::Truth),
            Self::LineDeMinimisComputed => ("line.de_minimis_computed", Scope::Line, Kind::Truth),
            Self::LineUsTechnology => ("line.us_technology", Scope::Line, Kind::Truth),
            Self::LineUsPlant => ("line.us_plant", Scope::Line, Kind::Truth),
            Self::LineEar99 => ("line.ear99", Scope::Line, Kind::Truth),
            Self::LineEccnBad => ("line.eccn_bad", Scope::Line, Kind::Truth),
            Self::LineOnCcl => ("line.on_ccl", Scope::Line, Kind::Truth),
            Self::LineAtOnly => ("line.at_only", Scope::Line, Kind::Truth),
            Self::LineCategory => ("line.category", Scope::Line, Kind::Codes),
            Self::LineChartRequired => ("line.chart_required", Scope::Line, Kind::Truth),
            Self::LineUsml => ("line.usml", Scope::Line, Kind::Truth),
            Self::LineEuDualUse => ("line.eu_dual_use", Scope::Line, Kind::Truth),
            Self::LineHsGiven => ("line.hs_given", Scope::Line, Kind::Truth),
            Self::LineHsBad => ("line.hs_bad", Scope::Line, Kind::Truth),
            Self::LineChapter => ("line.chapter", Scope::Line, Kind::Codes),
            Self::LineHeading => ("line.heading", Scope::Line, Kind::Codes),
            Self::LineChplHit => ("line.chpl_hit", Scope::Line, Kind::Truth),
            Self::LineChplCandidate => ("line.chpl_candidate", Scope::Line, Kind::Truth),
            Self::LineItemOfConcern => ("line.item_of_concern", Scope::Line, Kind::Truth),
            Self::LineTraceable => ("line.traceable", Scope::Line, Kind::Truth),
            Self::LineTextMismatch => ("line.text_mismatch", Scope::Line, Kind::Truth),
            Self::LineRecoveredExact => ("line.recovered_exact", Scope::Line, Kind::Truth),
            Self::LineRecoveredAlike => ("line.recovered_alike", Scope::Line, Kind::Truth),
            Self::LineSupplement2 => ("line.supplement_2", Scope::Line, Kind::Truth),
            Self::LineSupplement4 => ("line.supplement_4", Scope::Line, Kind::Truth),
            Self::LineSupplement5 => ("line.supplement_5", Scope::Line, Kind::Truth),
            Self::LineSupplement6 => ("line.supplement_6", Scope::Line, Kind::Truth),
            Self::LineSupplement7 => ("line.supplement_7", Scope::Line, Kind::Truth),
            Self::LineAnnexVii => ("line.annex_vii", Scope::Line, Kind::Truth),
            Self::LineAnnexXi => ("line.annex_xi", Scope::Line, Kind::Truth),
            Self::LineAnnexXx => ("line.annex_xx", Scope::Line, Kind::Truth),
            Self::LineAnnexXxiii => ("line.annex_xxiii", Scope::Line, Kind::Truth),
            Self::LineAnnexXxxv => ("line.annex_xxxv", Scope::Line, Kind::Truth),
            Self::LineAnnexXl => ("line.annex_xl", Scope::Line, Kind::Truth),
            Self::PartyRole => ("party.role", Scope::Party, Kind::Codes),
            Self::PartyTypeCode => ("party.type", Scope::Party, Kind::Codes),
            Self::PartyCountry => ("party.country", Scope::Party, Kind::Codes),
            Self::PartyCountryBad => ("party.country_bad", Scope::Party, Kind::Truth),
            Self::PartyNamed => ("party.named", Scope::Party, Kind::Truth),
            Self::PartyAddressed => ("party.addressed", Scope::Party, Kind::Truth),
            Self::PartyReceives => ("party.receives", Scope::Party, Kind::Truth),
            Self::PartyFinal => ("party.final", Scope::Party, Kind::Truth),
            Self::PartyForwarder => ("party.forwarder", Scope::Party, Kind::Truth),
            Self::PartyIdsBad => ("party.ids_bad", Scope::Party, Kind::Truth),
            Self::PartyOwnersKnown => ("party.owners_known", Scope::Party, Kind::Truth),
            Self::PartyIncorporated => ("party.incorporated", Scope::Party, Kind::Day),
            Self::PartyPersonalMail => ("party.personal_mail", Scope::Party, Kind::Truth),
            Self::MatchProgram => ("match.program", Scope::Match, Kind::Codes),
            Self::MatchFootnote => ("match.footnote", Scope::Match, Kind::Codes),
            Self::MatchRequirement => ("match.requirement", Scope::Match, Kind::Codes),
            Self::MatchEndKnown => ("match.end_known", Scope::Match, Kind::Truth),
            Self::MatchVessel => ("match.vessel", Scope::Match, Kind::Truth),
            Self::AddressSameUnit => ("address.same_unit", Scope::Address, Kind::Truth),
            Self::AddressAlone => ("address.alone", Scope::Address, Kind::Truth),
            Self::AddressList => ("address.list", Scope::Address, Kind::Codes),
            Self::OwnerLawCode => ("owner.law", Scope::Owner, Kind::Codes),
            Self::OwnerBlocked => ("owner.blocked", Scope::Owner, Kind::Truth),
            Self::OwnerPart => ("owner.part", Scope::Owner, Kind::Truth),
            Self::LegCountries => ("leg.countries", Scope::Leg, Kind::Codes),
            Self::LegEuBannedPort => ("leg.eu_banned_port", Scope::Leg, Kind::Truth),
            Self::LegPlacesKnown => ("leg.places_known", Scope::Leg, Kind::Truth),
            Self::LegImoBad => ("leg.imo_bad", Scope::Leg, Kind::Truth),
            Self::LegNameOnly => ("leg.name_only", Scope::Leg, Kind::Truth),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back() {
        for fact in Fact::ALL {
            assert_eq!(Fact::named(fact.name()), Some(fact));
        }
        assert_eq!(Fact::named("line.on_cll"), None);
    }
}
